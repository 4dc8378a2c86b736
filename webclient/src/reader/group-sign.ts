// What a child in a group must know: who it is, that the educator sees this screen, and what the educator wants.
import type { LearnerFace } from '../generated/protocol.ts';
import { faceName } from '../ui/animals.ts';
import { interfaceLanguage, texts } from '../ui/i18n.ts';
import { teamSvg } from '../ui/teams.ts';
import { drawing, h } from './dom.ts';
import { icon } from './icons.ts';
import { picture } from './pictures.ts';
import type { Reading } from './reading.ts';
import { faceOf } from './stamp.ts';

const say = texts(
  {
    seen: 'Gurumu melihat layarmu.',
    led: 'Gurumu membuka halaman ini.',
    shown: 'Halamanmu tampak di layar besar.',
    away: 'Belum tersambung. Teruslah membaca, jawabanmu disimpan.',
    pausedTitle: 'Mata ke depan',
    paused: 'Istirahatkan layarmu sebentar. Kita lanjut bersama.',
    endedTitle: 'Kegiatan selesai',
    ended: 'Terima kasih sudah membaca bersama. Kamu boleh terus membaca sendiri.',
    alone: 'Baca sendiri',
    lostTitle: 'Tempatmu tidak ditemukan',
    placeless: 'Kalau kalian masih membaca bersama, masuklah lagi.',
    lost: 'Mintalah kode dari gurumu, lalu masuk lagi.',
    leftTitle: 'Kamu sudah keluar dari kelompok',
    left: 'Jawabanmu tetap disimpan. Kalau kamu masih membaca bersama, masuklah lagi.',
    back: 'Masuk lagi',
    tabTitle: 'Buku ini terbuka di tempat lain',
    tab: 'Kamu sedang membaca di tab lain pada perangkat ini.',
    here: 'Baca di sini',
  },
  {
    seen: 'Your teacher sees your screen.',
    led: 'Your teacher opened this page.',
    shown: 'Your page is on the big screen.',
    away: 'Not connected. Go on reading, your answers are kept.',
    pausedTitle: 'Eyes on the teacher',
    paused: 'Let your screen rest for a moment. We go on together.',
    endedTitle: 'All done',
    ended: 'Thank you for reading together. You may go on reading alone.',
    alone: 'Read alone',
    lostTitle: 'Your place was not found',
    placeless: 'If you are all still reading together, join again.',
    lost: 'Ask your teacher for the code, then join again.',
    leftTitle: 'You have left the group',
    left: 'Your answers are kept. If you are still reading together, join again.',
    back: 'Join again',
    tabTitle: 'This book is open somewhere else',
    tab: 'You are reading in another tab on this device.',
    here: 'Read here',
  },
);

/** The pill above the page: the child's face, an eye, and one sentence for what holds now. */
export function groupPill(reading: Reading): HTMLElement | null {
  const learner = reading.link?.place.learner;
  if (!learner || reading.control.ended || reading.out) return null;
  const away = reading.connection === 'waiting';
  const words = say(away ? 'away' : reading.shown ? 'shown' : reading.led ? 'led' : 'seen');
  const quiet = !away && !reading.shown && !reading.led;
  return h(
    'div',
    { class: away ? 'pill away' : 'pill', role: 'status', title: faceName(learner, interfaceLanguage()) },
    faceOf(learner, ''),
    reading.team !== null && drawing(teamSvg(reading.team), 'icon'),
    icon(away ? 'book' : 'eye'),
    h('span', { class: quiet ? 'said' : '' }, words),
  );
}

export interface Cover {
  /** Named so that the same cover is not built again. */
  readonly name: 'paused' | 'ended' | 'left' | 'lost' | 'tab';
  readonly root: HTMLElement;
}

/** Where a child may go on from there. */
export interface Ways {
  readonly alone: () => void;
  /** Joins the same group again, as another child. */
  readonly back: () => void;
}

/** A calm screen over everything, when the educator asks for eyes, the group is over, or the place is gone. */
export function groupCover(reading: Reading, ways: Ways): Cover | null {
  if (!reading.link) return null;
  const { learner } = reading.link.place;
  const alone = { text: say('alone'), act: ways.alone };
  const back = { text: say('back'), act: ways.back };
  if (reading.control.ended || reading.out === 'group_ended') {
    return {
      name: 'ended',
      root: calm('ended', say('endedTitle'), say('ended'), learner, alone),
    };
  }
  if (reading.out === 'place_given_up') {
    return { name: 'left', root: calm('code', say('leftTitle'), say('left'), null, back, alone) };
  }
  if (reading.out === 'token_unknown') {
    // Its place went to another child while it was not there.
    return { name: 'lost', root: calm('code', say('lostTitle'), say('placeless'), null, back, alone) };
  }
  if (reading.out) {
    return {
      name: 'lost',
      root: calm('code', say('lostTitle'), say('lost'), learner, alone),
    };
  }
  if (reading.control.paused)
    return { name: 'paused', root: calm('paused', say('pausedTitle'), say('paused'), learner, null) };
  return null;
}

/** This device reads in a newer tab. */
export function otherTab(learner: LearnerFace, onHere: () => void): Cover {
  return { name: 'tab', root: calm('tab', say('tabTitle'), say('tab'), learner, { text: say('here'), act: onHere }) };
}

interface Way {
  readonly text: string;
  readonly act: () => void;
}

function calm(
  name: Parameters<typeof picture>[0],
  title: string,
  sentence: string,
  learner: LearnerFace | null,
  first: Way | null,
  second: Way | null = null,
): HTMLElement {
  return h(
    'section',
    { class: 'calm', role: 'alertdialog', 'aria-modal': true, 'aria-label': title, tabindex: -1 },
    picture(name),
    h('h1', {}, title),
    h('p', {}, sentence),
    learner && faceOf(learner, ''),
    first && h('button', { type: 'button', class: 'press primary', onclick: first.act }, first.text),
    second && h('button', { type: 'button', class: 'press', onclick: second.act }, second.text),
  );
}

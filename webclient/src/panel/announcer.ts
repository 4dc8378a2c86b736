// Tells a screen reader what happened in the room, in one sentence every few seconds at most.
import { effect } from '@preact/signals';
import { left } from '../core/countdown.ts';
import { gather, type News, nothing } from '../core/news.ts';
import type { Room } from '../core/room.ts';
import { faceName } from '../ui/animals.ts';
import { announce } from '../ui/controls.tsx';
import { language, liveTexts } from '../ui/language.ts';
import { play } from '../ui/sounds.ts';
import type { Connection } from './connection.ts';

const t = liveTexts(
  {
    joinedOne: '1 anak bergabung, sekarang {all}.',
    joined: '{count} anak bergabung, sekarang {all}.',
    help: '{names} minta bantuan.',
    helps: '{count} anak minta bantuan.',
    agreed: '{name} mau menunjukkan halamannya.',
    declined: '{name} belum ingin menunjukkan halamannya.',
    locked: 'Pintu terkunci.',
    unlocked: 'Pintu terbuka.',
    over: 'Waktunya habis.',
  },
  {
    joinedOne: '1 child joined, now {all}.',
    joined: '{count} children joined, now {all}.',
    help: '{names} asks for help.',
    helps: '{count} children ask for help.',
    agreed: '{name} shows its page.',
    declined: '{name} does not want to show its page now.',
    locked: 'The door is locked.',
    unlocked: 'The door is open.',
    over: 'Time is up.',
  },
);

/** ms that news are gathered before they are told. */
const GATHER = 3_000;
/** More hands than this are a number, not names. */
const MOST_NAMES = 3;

export function tellNews(connection: Connection): () => void {
  let before: Room | null = null;
  let news = nothing;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tell = () => {
    timer = undefined;
    announce(sentences(news, before?.rows.length ?? 0).join(' '));
    news = nothing;
  };

  const stopNews = effect(() => {
    const room = connection.room.value;
    if (!room) return;
    // What was there when the panel opened is on the page, and is no news.
    if (before) news = gather(news, before, room);
    before = room;
    if (news !== nothing && timer === undefined) timer = setTimeout(tell, GATHER);
  });
  const stopTimer = watchTimer(connection);
  return () => {
    stopNews();
    stopTimer();
    clearTimeout(timer);
  };
}

function sentences(news: News, all: number): string[] {
  const names = news.helps.map((face) => faceName(face, language.peek()));
  const said = [
    names.length > MOST_NAMES
      ? t('helps', { count: names.length })
      : names.length > 0
        ? t('help', { names: names.join(', ') })
        : '',
    ...news.consents.map(({ face, agree }) =>
      t(agree ? 'agreed' : 'declined', { name: faceName(face, language.peek()) }),
    ),
    news.locked === null ? '' : t(news.locked ? 'locked' : 'unlocked'),
    news.joined > 0 ? t(news.joined === 1 ? 'joinedOne' : 'joined', { count: news.joined, all }) : '',
  ];
  return said.filter(Boolean);
}

/** Says and softly sounds the end of a timer, at once: somebody waits for it. One that was over before is no news. */
function watchTimer(connection: Connection): () => void {
  let timeout: ReturnType<typeof setTimeout> | undefined;
  let watched = 0;
  const stop = effect(() => {
    const ends = connection.room.value?.control.timer?.ends_at ?? 0;
    if (ends === watched) return;
    watched = ends;
    clearTimeout(timeout);
    const running = connection.room.value?.control.timer;
    const rest = running ? left(running, connection.clockNow()) : 0;
    if (rest === 0) return;
    timeout = setTimeout(() => {
      announce(t('over'));
      play('join');
    }, rest);
  });
  return () => {
    stop();
    clearTimeout(timeout);
  };
}

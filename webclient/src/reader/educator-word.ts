// A card with what the educator says to this child: a question, a hint, praise, the team it belongs to.
import type { Word } from '../core/words.ts';
import { interfaceLanguage, texts } from '../ui/i18n.ts';
import { play } from '../ui/sounds.ts';
import { teamName, teamSvg } from '../ui/teams.ts';
import { drawing, h } from './dom.ts';
import { icon } from './icons.ts';
import type { Reading } from './reading.ts';
import { faceOf } from './stamp.ts';
import { announce } from './state.ts';
import { speak } from './voice.ts';

const say = texts(
  {
    ask: 'Gurumu ingin menunjukkan halamanmu di layar besar. Boleh?',
    yes: 'Boleh',
    no: 'Lain kali',
    hint: 'Pesan gurumu',
    hear: 'Dengarkan pesan',
    thanks: 'Baik',
    praise: 'Bagus sekali! Gurumu bangga padamu.',
    praiseAll: 'Hebat! Gurumu bangga pada kalian semua.',
    team: 'Kamu di {team}.',
  },
  {
    ask: 'Your teacher would like to show your page on the big screen. May they?',
    yes: 'Yes',
    no: 'Not now',
    hint: 'From your teacher',
    hear: 'Hear the message',
    thanks: 'All right',
    praise: 'Very good! Your teacher is proud of you.',
    praiseAll: 'Great! Your teacher is proud of you all.',
    team: 'You are in {team}.',
  },
);

/** What asks for no answer goes by itself after this, ms. */
const STAYS = 7000;

export class EducatorWord {
  readonly root = h('div', { class: 'educator-place' });
  readonly #reading: Reading;
  readonly #hush: () => void;
  #shown: Word | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `hush`: whatever else is read aloud stops. */
  constructor(reading: Reading, hush: () => void) {
    this.#reading = reading;
    this.#hush = hush;
  }

  /** Shows the first word that waits, if it is not shown already. */
  refresh(): void {
    const { word, control, out } = this.#reading;
    const next = control.ended || out ? null : word;
    if (next === this.#shown) return;
    this.#shown = next;
    clearTimeout(this.#timer);
    this.root.replaceChildren(...(next ? [this.#card(next)] : []));
    if (!next) return;
    play(next.sort === 'praise' ? 'stamp' : 'join');
    if (next.sort === 'praise' || next.sort === 'team') {
      this.#timer = setTimeout(() => this.#reading.tookIn(), STAYS);
    }
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #say(text: string): void {
    this.#hush();
    if (!speak(text, interfaceLanguage(), 0.85, { onEnd: () => {} })) announce(text);
  }

  #card(word: Word): HTMLElement {
    const face = faceOf(this.#reading.link?.place.learner ?? null, '');
    const done = button('thanks', 'press primary', say('thanks'), () => this.#reading.tookIn());
    switch (word.sort) {
      case 'ask':
        return card('ask', face, say('ask'), [
          button('agree', 'press primary', say('yes'), () => this.#reading.consent(true)),
          button('decline', 'press', say('no'), () => this.#reading.consent(false)),
        ]);
      case 'hint': {
        const hear = h(
          'button',
          {
            type: 'button',
            class: 'press round',
            'aria-label': say('hear'),
            'data-action': 'hear',
            onclick: () => this.#say(word.text),
          },
          icon('listen'),
        );
        return card('hint', icon('light'), word.text, [hear, done], say('hint'));
      }
      case 'praise':
        return card('praise', face, say(word.all ? 'praiseAll' : 'praise'), [done]);
      case 'team': {
        const team = teamName(word.team, interfaceLanguage());
        return card('team', drawing(teamSvg(word.team)), say('team', { team }), [done]);
      }
    }
  }
}

function card(
  sort: Word['sort'],
  sign: Element,
  sentence: string,
  buttons: HTMLElement[],
  title: string | null = null,
): HTMLElement {
  announce(title ? `${title}. ${sentence}` : sentence);
  return h(
    'section',
    { class: 'educator-card', 'data-sort': sort, role: 'group', 'aria-label': title ?? sentence },
    h('div', { class: 'sign' }, sign),
    h('div', { class: 'says' }, title && h('h2', {}, title), h('p', {}, sentence)),
    h('div', { class: 'acts' }, ...buttons),
  );
}

const button = (action: string, className: string, words: string, onclick: () => void): HTMLElement =>
  h('button', { type: 'button', class: className, 'data-action': action, onclick }, words);

// The corner button: in a group it raises a hand, alone it changes the language.
import { texts } from '../ui/i18n.ts';
import { play } from '../ui/sounds.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import { languageName } from './menu.ts';
import type { Reading } from './reading.ts';
import { announce } from './state.ts';

const say = texts(
  {
    switch: '{tag}: ganti ke {language}',
    help: 'Angkat tangan, minta bantuan',
    helpOn: 'Tanganmu terangkat. Gurumu tahu.',
    helpOff: 'Tanganmu turun.',
  },
  {
    switch: '{tag}: change to {language}',
    help: 'Raise your hand, ask for help',
    helpOn: 'Your hand is up. Your teacher knows.',
    helpOff: 'Your hand is down.',
  },
);

export function handButton(reading: Reading): HTMLElement {
  const up = reading.help;
  const raise = () => {
    reading.show({ help: !up });
    announce(up ? say('helpOff') : say('helpOn'));
    play('tap');
  };
  return h(
    'button',
    {
      type: 'button',
      class: up ? 'press round hand up' : 'press round hand',
      'data-action': 'help',
      'aria-label': say('help'),
      'aria-pressed': String(up),
      onclick: raise,
    },
    icon('hand'),
  );
}

/** Shows the language that comes next; hidden where the page has one only. */
export function languageButton(reading: Reading, now: string, onChoose: (language: string) => void): HTMLElement {
  const tags = Object.keys(reading.page.scene.story);
  const next = tags[(tags.indexOf(now) + 1) % tags.length] ?? now;
  const tag = next.split('-')[0]!.toUpperCase();
  return h(
    'button',
    {
      type: 'button',
      class: 'press round tag',
      'data-action': 'language',
      'aria-label': say('switch', { tag, language: languageName(next) }),
      hidden: tags.length < 2,
      onclick: () => onChoose(next),
    },
    tag,
  );
}

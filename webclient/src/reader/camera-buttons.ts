// Beside the camera's picture: the next lens where there are several, and the lamp where the lens has one.
import type { Lens, Live } from '../tracking/live.ts';
import { texts } from '../ui/i18n.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import { announce } from './state.ts';

const say = texts(
  { lens: 'Ganti kamera', used: 'Kamera {number} dari {count}.', lamp: 'Lampu', dark: 'Lampunya tidak mau menyala.' },
  {
    lens: 'Change the camera',
    used: 'Camera {number} of {count}.',
    lamp: 'Light',
    dark: 'The light does not come on.',
  },
);

export class CameraButtons {
  readonly root = h('div', { class: 'camera-buttons' });

  /** Shows what the camera that is open now can do. */
  async refresh(live: Live): Promise<void> {
    const lenses = await live.lenses().catch((): Lens[] => []);
    const here = lenses.findIndex(({ id }) => id === live.lens);
    const next = lenses[(here + 1) % lenses.length];
    const had = this.root.contains(document.activeElement) && document.activeElement?.getAttribute('data-action');
    this.root.replaceChildren(
      ...(lenses.length > 1 && next
        ? [
            round('lens', () => {
              announce(say('used', { number: lenses.indexOf(next) + 1, count: lenses.length }));
              void live.useLens(next.id);
            }),
          ]
        : []),
      ...(live.hasTorch ? [lamp(live)] : []),
    );
    if (had) this.root.querySelector<HTMLElement>(`[data-action=${had}]`)?.focus();
  }

  clear(): void {
    this.root.replaceChildren();
  }
}

/** Off whenever the camera was opened: a lens is never opened with its lamp on. */
function lamp(live: Live): HTMLButtonElement {
  let on = false;
  const button = round('lamp', async () => {
    if (await live.torch(!on)) on = !on;
    else announce(say('dark'));
    button.setAttribute('aria-pressed', String(on));
  });
  button.setAttribute('aria-pressed', 'false');
  return button;
}

function round(name: 'lens' | 'lamp', onclick: () => void): HTMLButtonElement {
  return h(
    'button',
    { type: 'button', class: 'press round', 'data-action': name, 'aria-label': say(name), onclick },
    icon(name),
  );
}

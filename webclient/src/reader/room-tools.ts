// The room's buttons: out of it, another place, the story folded away; turning and sizing without fingers on glass.
import { texts } from '../ui/i18n.ts';
import { h } from './dom.ts';
import { type IconName, icon } from './icons.ts';

const say = texts(
  {
    left: 'Putar ke kiri',
    right: 'Putar ke kanan',
    larger: 'Lebih besar',
    smaller: 'Lebih kecil',
    move: 'Pindahkan',
    leave: 'Keluar dari ruangan',
    fold: 'Lipat cerita',
    put: 'Taruh di sini',
    before: 'Taruh di depanku',
  },
  {
    left: 'Turn left',
    right: 'Turn right',
    larger: 'Larger',
    smaller: 'Smaller',
    move: 'Move it',
    leave: 'Leave the room',
    fold: 'Fold the story away',
    put: 'Put it here',
    before: 'Put it before me',
  },
);

export interface RoomActs {
  readonly leave: () => void;
  /** Takes the scene up, for another place. */
  readonly move: () => void;
  readonly put: () => void;
  /** To the left and to the right, as the child sees it. */
  readonly turn: (way: 1 | -1) => void;
  readonly size: (way: 1 | -1) => void;
}

export class RoomTools {
  /** Beside the scene: what is done with the room, and with the scene in it. */
  readonly keep = h('div', { class: 'room-tools keep' });
  readonly change = h('div', { class: 'room-tools change' });
  readonly put: HTMLButtonElement;
  readonly #page: HTMLElement;
  readonly #move: HTMLButtonElement;
  readonly #fold: HTMLButtonElement | null;

  /** `folds`: the page's sheet lies over the room, and can be folded away. */
  constructor(acts: RoomActs, page: HTMLElement, folds: boolean) {
    this.#page = page;
    this.#move = round('move', 'move', acts.move);
    this.keep.append(round('leave', 'close', acts.leave), this.#move);
    this.#fold = folds ? this.#foldButton() : null;
    if (this.#fold) this.keep.append(this.#fold);
    this.change.append(
      round('left', 'left', () => acts.turn(-1)),
      round('right', 'right', () => acts.turn(1)),
      round('larger', 'larger', () => acts.size(1)),
      round('smaller', 'smaller', () => acts.size(-1)),
    );
    this.put = h('button', {
      type: 'button',
      class: 'press primary room-put',
      'data-action': 'put',
      onclick: acts.put,
    });
  }

  /** What can be done with a scene that stands, or that is still carried: over a spot, or over nothing known. */
  show(stands: boolean, spot: boolean): void {
    this.change.hidden = this.#move.hidden = !stands;
    if (this.#fold) this.#fold.hidden = !stands;
    this.put.hidden = stands;
    this.put.textContent = say(spot ? 'put' : 'before');
  }

  remove(): void {
    for (const part of [this.keep, this.change, this.put]) part.remove();
    delete this.#page.dataset.folded;
  }

  /** Folds the story away, where it would lie over what was just put down. */
  makeRoom(): void {
    if (this.#fold && matchMedia('(orientation: landscape)').matches) this.#lay(this.#fold, true);
  }

  /** Another step is there to be read. */
  unfold(): void {
    if (this.#fold) this.#lay(this.#fold, false);
  }

  #foldButton(): HTMLButtonElement {
    const button = round('fold', 'fold', () => this.#lay(button, this.#page.dataset.folded === undefined));
    button.setAttribute('aria-pressed', 'false');
    return button;
  }

  #lay(button: HTMLButtonElement, folded: boolean): void {
    if (folded) this.#page.dataset.folded = '';
    else delete this.#page.dataset.folded;
    button.setAttribute('aria-pressed', String(folded));
  }
}

type Round = 'left' | 'right' | 'larger' | 'smaller' | 'move' | 'leave' | 'fold';

function round(name: Round, sign: IconName, onclick: () => void): HTMLButtonElement {
  return h(
    'button',
    { type: 'button', class: 'press round', 'data-action': name, 'aria-label': say(name), onclick },
    icon(sign),
  );
}

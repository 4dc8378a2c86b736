// A finished page is stamped with the child's animal, as a librarian stamps a card.
import type { LearnerFace } from '../generated/protocol.ts';
import { animalSvg, emblemSvg } from '../ui/animals.ts';
import { drawing, h } from './dom.ts';

/** The mark: the child's face in a group, else the animal of the book. */
export function faceOf(learner: Pick<LearnerFace, 'animal' | 'colour'> | null, emblem: string): SVGElement {
  const svg = learner
    ? animalSvg(learner.animal, learner.colour)
    : (emblemSvg(emblem) ?? animalSvg('sun-bear', 'orange'));
  return drawing(svg, 'face');
}

/** `fresh`: pressed on just now. */
export function stamp(learner: LearnerFace | null, emblem: string, around: string, fresh: boolean): HTMLElement {
  const ring = drawing(
    '<svg viewBox="0 0 200 200" focusable="false"><circle class="rim" cx="100" cy="100" r="94"/><circle class="rim fine" cx="100" cy="100" r="70"/>' +
      '<path id="rim" fill="none" d="M100 21a79 79 0 1 1 0 158 79 79 0 1 1 0-158"/><text class="around" textLength="470" lengthAdjust="spacing"><textPath href="#rim"></textPath></text></svg>',
    'rims',
  );
  ring.querySelector('textPath')!.textContent = `${around} · ${around} · `;
  const colour = learner?.colour ?? 'orange';
  return h(
    'div',
    { class: fresh ? 'stamp fresh' : 'stamp', 'data-colour': colour, 'aria-hidden': true },
    ring,
    faceOf(learner, emblem),
  );
}

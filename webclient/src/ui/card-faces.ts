// The face of an answer card's child, which is printed on the card. The server deals the same: see markers/card-faces.json.
import type { LearnerFace } from '../generated/protocol.ts';
import { animals, colours } from './animals.ts';

/** How many cards there are, numbered from 1. */
export const CARDS = 40;
/** Place of card 1 among the faces. */
const FIRST = 160;

export function faceOfCard(card: number): Pick<LearnerFace, 'animal' | 'colour'> {
  const place = FIRST + card - 1;
  return { animal: animals[place % animals.length]!, colour: colours[place % colours.length]! };
}

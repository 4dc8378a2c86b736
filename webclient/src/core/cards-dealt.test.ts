// Who is waited for in a room of cards.
import { expect, it } from 'vitest';
import { cardsHere, missingCards, turnAbsent, USUAL } from './cards-dealt.ts';
import { exampleRow } from './room-example.ts';

const withCard = (card: number) => exampleRow(card, { learner: { ...exampleRow(card).learner, card } });

it('L67 has the cards that were dealt out, and others that answered before or are seen', () => {
  expect(cardsHere({ upTo: 3, absent: [] }, [exampleRow(0), withCard(2), withCard(8)], [3, 6])).toEqual([
    1, 2, 3, 6, 8,
  ]);
});

it('L67 waits for nobody who is not there, until its card is seen', () => {
  const dealt = turnAbsent(turnAbsent({ ...USUAL, upTo: 4 }, 2), 3);
  const here = cardsHere(dealt, [], []);
  expect(missingCards(here, dealt, new Map([[1, 'A']]))).toEqual([4]);
  expect(missingCards(here, turnAbsent(dealt, 2), new Map([[3, 'B']]))).toEqual([1, 2, 4]);
});

// The faces on printed answer cards are the screen's: this writes them out for markers/, and fails when they are stale
// there (`npx vitest run -u src/ui/card-faces.test.ts` writes them anew).
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { animalSvg } from './animals.ts';
import { CARDS, faceOfCard } from './card-faces.ts';

/** The hues by day: paper is white at night, too. */
const tokens = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');
const hue = (colour: string) => new RegExp(`--learner-${colour}: (#[0-9a-f]{6});`).exec(tokens)![1]!;

it('are printed as they are shown', async () => {
  const faces = Array.from({ length: CARDS }, (_, i) => {
    const { animal, colour } = faceOfCard(i + 1);
    const svg = animalSvg(animal, colour)
      .replace(`var(--learner-${colour})`, hue(colour))
      .replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ')
      .replace(/ (aria-hidden|focusable|data-animal|data-colour)="[^"]*"/g, '');
    return { animal, colour, svg };
  });
  const text = `[\n${faces.map((face) => JSON.stringify(face)).join(',\n')}\n]\n`;
  await expect(text).toMatchFileSnapshot('../../../markers/card-faces.json');
});

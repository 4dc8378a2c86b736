// Every learner has a face, and no two learners look alike.
import { Window } from 'happy-dom';
import { expect, it } from 'vitest';
import { animalSvg, animals, colours, emblemSvg, faceName } from './animals.ts';

const all = animals.flatMap((animal) => colours.map((colour) => ({ animal, colour })));
const parts = (svg: string) => svg.match(/<(path|ellipse)[^>]*>/g)!;

it('draws two hundred different faces', () => {
  expect(all).toHaveLength(200);
  expect(new Set(all.map(({ animal, colour }) => animalSvg(animal, colour))).size).toBe(200);
});

it('draws each as one well-formed picture without styles or addresses, so that any policy lets it pass', () => {
  const parser = new new Window().DOMParser();
  for (const { animal, colour } of all) {
    const svg = animalSvg(animal, colour);
    expect(svg).not.toMatch(/NaN|undefined|style=|href|url\(/);
    const made = parser.parseFromString(svg, 'image/svg+xml');
    expect(made.querySelector('parsererror')).toBeNull();
    expect(made.querySelectorAll('path, ellipse').length).toBe(parts(svg).length);
  }
});

it('gives every colour a badge of its own shape', () => {
  const outlines = colours.map((colour) => /d="([^"]+)"/.exec(parts(animalSvg('cat', colour))[0]!)![1]);
  expect(new Set(outlines).size).toBe(colours.length);
});

it('names every face differently in both languages', () => {
  for (const language of ['id', 'en'] as const) {
    expect(new Set(all.map((face) => faceName(face, language))).size).toBe(200);
  }
  expect(faceName({ animal: 'sun-bear', colour: 'orange' }, 'id')).toBe('Beruang madu jingga');
  expect(faceName({ animal: 'sun-bear', colour: 'orange' }, 'en')).toBe('Orange sun bear');
});

it('draws an emblem only where it knows the animal', () => {
  expect(emblemSvg('sun-bear')).toContain('<svg');
  expect(emblemSvg('constructor')).toBeNull();
  expect(emblemSvg('')).toBeNull();
});

import { expect, it } from 'vitest';
import { addNode, readDraft } from './draft.ts';
import { dragged, nudged } from './dragging.ts';

const node = { ...addNode(readDraft({}), '', {}, null).nodes[0]!, position: [10, 5, 20] as [number, number, number] };

it('moves along the page and stays at its height', () => {
  expect(dragged({ what: 'move', node, from: [0, 0, 0] }, [3, 9, -4])).toEqual({ position: [13, 5, 16] });
  expect(dragged({ what: 'move', node, from: [0, 0, 0] }, [9999, 0, 0])).toEqual({ position: [500, 5, 20] });
});

it('lifts and nothing else', () => {
  expect(dragged({ what: 'lift', node, from: [7, 2, 7] }, [9, 12, 1])).toEqual({ position: [10, 15, 20] });
});

it('turns around itself as far as the finger went, in steps of five degrees', () => {
  const before: [number, number, number] = [10, 0, 60];
  const right: [number, number, number] = [50, 0, 20];
  expect(dragged({ what: 'turn', node, from: before }, right)).toEqual({ rotation: [0, 90, 0] });
  expect(dragged({ what: 'turn', node, from: right }, before)).toEqual({ rotation: [0, -90, 0] });
  expect(dragged({ what: 'turn', node, from: before }, [12, 0, 60])).toEqual({ rotation: [0, 5, 0] });
});

it('grows with the distance from its middle', () => {
  expect(dragged({ what: 'scale', node, from: [30, 0, 20] }, [50, 0, 20])).toEqual({ size: 120 });
  expect(dragged({ what: 'scale', node, from: [10, 0, 20] }, [11, 0, 20])).toEqual({ size: 60 });
});

it('is moved by keys too', () => {
  expect(nudged(node, 'ArrowLeft', false)).toEqual({ position: [9, 5, 20] });
  expect(nudged(node, 'ArrowDown', true)).toEqual({ position: [10, 5, 30] });
  expect(nudged(node, 'PageUp', false)).toEqual({ position: [10, 6, 20] });
  expect(nudged(node, ']', false)).toEqual({ rotation: [0, 5, 0] });
  expect(nudged(node, '+', true)).toEqual({ size: 70 });
  expect(nudged(node, 'Tab', false)).toBeNull();
});

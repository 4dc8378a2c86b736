// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { type Kept, keep } from './keeping.ts';

function screen(saves: boolean) {
  const desk = {
    unsaved: true as boolean,
    asked: 0,
    flush: async () => {
      desk.asked += 1;
      desk.unsaved = !saves;
      return saves;
    },
    undone: 0,
    undo: () => void desk.undone++,
    redo: () => {},
    closed: false as boolean,
    close: () => {
      desk.closed = true;
    },
  } satisfies Kept & Record<string, unknown>;
  let leave = async () => true;
  const stop = keep(desk, (act) => {
    leave = act;
    return () => {};
  });
  return { desk, leave: () => leave(), stop };
}

describe('a screen that saves itself', () => {
  it('is left once all is saved, and at once when there is nothing to save', async () => {
    const { desk, leave } = screen(true);
    expect(await leave()).toBe(true);
    expect(await leave()).toBe(true);
    expect(desk.asked).toBe(1);
  });

  it('holds back who would lose something, and lets go who leaves all the same', async () => {
    const { leave } = screen(false);
    expect(await leave()).toBe(false);
    expect(await leave()).toBe(true);
  });

  it('steps back by the keys, but not in a field, and not after it was left', () => {
    const { desk, stop } = screen(true);
    const field = document.body.appendChild(document.createElement('input'));
    const press = (target: EventTarget) =>
      target.dispatchEvent(new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true }));
    press(document.body);
    press(field);
    expect(desk.undone).toBe(1);
    stop();
    press(document.body);
    expect(desk.undone).toBe(1);
    expect(desk.closed).toBe(true);
  });
});

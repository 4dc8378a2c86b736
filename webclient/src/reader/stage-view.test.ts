// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { StageOptions } from '../stage/stage.ts';
import type { LiveViewOptions } from './live-view.ts';
import type { Reading } from './reading.ts';
import { StageView } from './stage-view.ts';

/** What the view was given to be told by, and what it asked of the stage and the camera, in order. */
const heard = vi.hoisted(() => ({
  spend: (): void => undefined,
  stage: null as StageOptions | null,
  live: null as LiveViewOptions | null,
  missing: [] as string[],
  asked: [] as string[],
}));

vi.mock('../stage/stage.ts', () => ({
  Stage: class {
    constructor(options: StageOptions) {
      heard.stage = options;
    }
    live = (on: boolean) => heard.asked.push(on ? 'page' : 'sheet');
    show = async () => heard.missing;
    cover = () => undefined;
    prepare = () => undefined;
    dispose = () => undefined;
  },
}));
vi.mock('./live-view.ts', () => ({
  LiveView: class {
    state = 'tracking';
    constructor(options: LiveViewOptions) {
      heard.live = options;
    }
    rest = () => heard.asked.push('rest');
    wake = async () => heard.asked.push('wake');
    stop = () => heard.asked.push('stop');
  },
}));
vi.mock('./quality-keeper.ts', () => ({
  QualityKeeper: class {
    quality = {};
    constructor(_: unknown, onSpent: () => void) {
      heard.spend = onSpent;
    }
    frame = () => undefined;
    close = () => undefined;
  },
}));
vi.mock('./ladder.ts', () => ({
  browserOffer: () => ({ secure: true, camera: true, webgl: true, wasm: true, inApp: false }),
}));
vi.mock('../net/http.ts', () => ({ get: async () => ({ markers: [{ code: '7K3QXP', word: '1', page: 'one' }] }) }));

const told: unknown[] = [];
const pageOf = (id: string) => ({ id, scene: { nodes: [{ id: 'bear', name: { id: 'Momo' } }], picture: null } });

/** A book on the rung Live whose phone has become hot. */
async function hot() {
  const reading = {
    manifest: { book: { id: 'momo' }, assets: {} },
    page: pageOf('one'),
    link: null,
    markersAddress: '/api/markers/books/momo',
    neighbour: () => null,
    show: (seen: unknown) => told.push(seen),
  };
  const view = new StageView({
    reading: reading as unknown as Reading,
    language: () => 'id',
    onTap: () => undefined,
    onRung: () => undefined,
    onRefused: () => undefined,
  });
  document.body.replaceChildren(view.root);
  await view.start('live');
  expect(view.view).toBe('tracking');
  heard.asked.length = told.length = 0;
  heard.spend();
  return { view, reading };
}

const hint = () => document.querySelector<HTMLElement>('.hint')!;
const button = () => (hint().hidden ? null : hint().querySelector<HTMLElement>('[data-action=wake]'));

beforeEach(() => {
  heard.missing = [];
  heard.asked.length = told.length = 0;
});

describe('the camera that rests', () => {
  it('R95 leaves the scene on its sheet, and the educator is told that the child reads', async () => {
    const { view } = await hot();
    expect(heard.asked).toEqual(['rest', 'sheet']);
    expect(told).toEqual([{ view: 'reading' }]);
    expect(view.view).toBe('reading');
    heard.asked.length = 0;
    button()!.click();
    expect(heard.asked).toEqual(['page', 'wake']);
    expect(view.view).toBe('tracking');
    expect(hint().hidden).toBe(true);
  });

  it('R95 can be had again whatever happens meanwhile', async () => {
    const { view, reading } = await hot();
    heard.stage!.onContext(false);
    heard.stage!.onContext(true);
    expect(button()).not.toBeNull();
    heard.missing = ['bear'];
    reading.page = pageOf('two');
    await view.showPage();
    expect(button()).not.toBeNull();
    heard.live!.onStranger(null);
    heard.live!.onInterrupted();
    expect(button()).not.toBeNull();
    expect(heard.asked).toEqual(['rest', 'sheet']);
  });

  it('R95 is woken too by who chooses the rung Live again, and forgotten with the rung', async () => {
    const { view } = await hot();
    await view.start('live');
    expect(heard.asked).toEqual(['rest', 'sheet', 'page', 'wake']);
    heard.spend();
    expect(button()).not.toBeNull();
    await view.start('view');
    expect(button()).toBeNull();
    await view.start('live');
    expect(view.view).toBe('tracking');
    expect(heard.asked.slice(-2)).toEqual(['sheet', 'page']);
  });
});

// How far a child has come: footprints along a path, one a page.
import { texts } from '../ui/i18n.ts';
import { h } from './dom.ts';
import { footprint } from './pictures.ts';
import type { Reading } from './reading.ts';

const say = texts(
  { path: 'Halaman {at} dari {all}. {done} halaman selesai.' },
  { path: 'Page {at} of {all}. {done} pages finished.' },
);

/** More than these do not fit beside each other on a small phone: then those around the child are shown. */
const MOST = 7;

export function footprints(reading: Reading): HTMLElement {
  const { pages } = reading;
  const at = pages.findIndex(({ id }) => id === reading.page.id);
  const first = Math.max(0, Math.min(pages.length - MOST, at - (MOST >> 1)));
  const label = say('path', {
    at: at + 1,
    all: pages.length,
    done: pages.filter((page) => reading.isFinished(page)).length,
  });
  const steps = pages.slice(first, first + MOST).map((page, i) => {
    const state = page.id === reading.page.id ? 'here' : reading.isFinished(page) ? 'done' : 'ahead';
    return h('span', { class: `step ${state}${reading.isFinished(page) ? ' stamped' : ''}` }, footprint(first + i));
  });
  return h('div', { class: 'footprints', role: 'img', 'aria-label': label }, ...steps);
}

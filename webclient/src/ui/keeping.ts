// What every screen needs on which something is written that saves itself.
import { notify } from './controls.tsx';
import { liveTexts } from './language.ts';

const t = liveTexts(
  { unsaved: 'Yang terakhir belum tersimpan. Tekan sekali lagi untuk keluar tanpa menyimpannya.' },
  { unsaved: 'The last of it is not saved yet. Press once more to leave without it.' },
);

/** How long a second press counts as the answer to the first, ms. */
const SOON = 10_000;

/** What is edited, with its steps back and forth. */
export interface Kept {
  /** Whether something is not on the server yet. */
  readonly unsaved: boolean;
  /** Saves now; says whether all is saved. */
  flush(): Promise<boolean>;
  undo(): void;
  redo(): void;
  close(): void;
}

type BeforeLeaving = (act: () => Promise<boolean>) => () => void;

/**
 * Saves before the screen is left, warns where the browser would leave without, and takes the keys for undo.
 * `beforeLeaving` is that of the screen's route. Returns what stops it, and closes what is edited.
 */
export function keep(editing: Kept, beforeLeaving: BeforeLeaving): () => void {
  const stop = beforeLeaving(mayLeave(editing));
  const abort = new AbortController();
  const { signal } = abort;
  addEventListener('beforeunload', (event) => editing.unsaved && event.preventDefault(), { signal });
  document.addEventListener('visibilitychange', () => document.hidden && void editing.flush(), { signal });
  addEventListener(
    'keydown',
    (event) => {
      const key = event.key.toLowerCase();
      if (isElsewhere(event.target) || !(event.ctrlKey || event.metaKey) || (key !== 'z' && key !== 'y')) return;
      event.preventDefault();
      if (event.shiftKey || key === 'y') editing.redo();
      else editing.undo();
    },
    { signal },
  );
  return () => {
    stop();
    abort.abort();
    editing.close();
  };
}

/** A field that is no part of what is edited, or is kept apart from it: there the browser's own undo is the one that is meant. */
function isElsewhere(target: EventTarget | null): boolean {
  const typing = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
  return typing && (target.closest('[data-where]') === null || target.closest('[data-apart]') !== null);
}

/** What cannot be saved keeps nobody for ever: who wants to leave all the same says so by doing it again. */
function mayLeave(editing: Kept): () => Promise<boolean> {
  let warned = Number.NEGATIVE_INFINITY;
  return async () => {
    if (editing.unsaved) await editing.flush();
    if (!editing.unsaved) return true;
    if (performance.now() - warned < SOON) return true;
    warned = performance.now();
    notify(t('unsaved'), true);
    return false;
  };
}

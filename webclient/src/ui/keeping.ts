// What every screen needs on which something is written that saves itself.

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
  const stop = beforeLeaving(() => (editing.unsaved ? editing.flush() : Promise.resolve(true)));
  const abort = new AbortController();
  const { signal } = abort;
  addEventListener('beforeunload', (event) => editing.unsaved && event.preventDefault(), { signal });
  document.addEventListener('visibilitychange', () => document.hidden && void editing.flush(), { signal });
  addEventListener(
    'keydown',
    (event) => {
      // In a field the browser's own undo is the one that is meant.
      const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement;
      if (typing || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return;
      event.preventDefault();
      if (event.shiftKey) editing.redo();
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

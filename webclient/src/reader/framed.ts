// In a frame of the studio: the page as it is being made, at the puzzle that is worked on. It follows what is saved.
import type { BookManifest } from '../generated/api.ts';
import { get } from '../net/http.ts';
import type { Store } from '../net/store.ts';
import { openPreview } from './opening.ts';
import { PageScreen } from './page-screen.ts';
import { Reading } from './reading.ts';
import { storyLanguage } from './settings.ts';

/** What the studio says: the page was saved, or another puzzle is worked on (null: the story). */
interface Said {
  readonly arlearn: 'preview';
  readonly task: string | null;
}

const isSaid = (data: unknown): data is Said =>
  typeof data === 'object' && data !== null && (data as Partial<Said>).arlearn === 'preview';

/** Shows the page of a preview link without its cover, and shows it anew whenever the studio says so. */
export function showFramed(token: string, root: HTMLElement, store: Store): void {
  let [shown, task]: [string, string | null] = ['', null];
  let screen: PageScreen | null = null;
  let asked = 0;
  const show = async () => {
    const turn = ++asked;
    const manifest = await get<BookManifest>(`/api/books/previews/${token}`);
    if (turn !== asked) return;
    const now = JSON.stringify([manifest, task]);
    if (now === shown) return;
    shown = now;
    // The hand is in the studio's fields: nothing here may take the keys away from them.
    root.inert = true;
    screen?.close();
    const { page, progress } = openPreview(token, manifest);
    const reading = new Reading({ manifest, store, place: null, progress, page, preview: token });
    screen = new PageScreen({
      reading,
      language: storyLanguage(manifest.book.languages),
      onLanguage: () => {},
      beforeLive: async () => false,
      onShelf: () => {},
    });
    root.replaceChildren(screen.root);
    await screen.start('read');
    const index = reading.tasks.findIndex(({ id }) => id === task);
    document.documentElement.dataset.puzzle = reading.tasks[index]?.id ?? '';
    reading.toTask(index);
    root.inert = false;
  };
  addEventListener('message', ({ origin, data }: MessageEvent<unknown>) => {
    if (origin !== location.origin || !isSaid(data)) return;
    task = data.task;
    // What is shown stays when the server cannot be reached; the next save asks again.
    void show().catch(() => {});
  });
  parent.postMessage({ arlearn: 'ready' }, location.origin);
}

// One page while it is edited: its draft with the steps back and forth, what is missing, and the saving of it.
import { computed, signal } from '@preact/signals';
import { begin, redo, step, undo } from '../core/history.ts';
import { type SaveState, Saving } from '../core/saving.ts';
import type {
  AssetFile,
  Draft,
  DraftIn,
  MarkerWord,
  Missing,
  Published,
  RevisionOut,
  Running,
  StudioAsset,
  StudioBook,
  StudioPage,
} from '../generated/api.ts';
import { get, Problem, post, put } from '../net/http.ts';
import { changes, joined } from './changes.ts';
import { type EditedScene, readDraft, writeDraft } from './draft.ts';

const draftOf = (page: string): string => `/api/studio/pages/${page}/draft`;

/** Asks for all that a page's screen shows. */
export async function openPage(id: string): Promise<Editing> {
  const draft = await get<Draft>(draftOf(id));
  const [book, markers] = await Promise.all([
    get<StudioBook>(`/api/studio/books/${draft.book}`),
    get<MarkerWord[]>(`/api/markers/books/${draft.book}/assigned`),
  ]);
  return new Editing(draft, book, markers.find(({ page }) => page === id)?.word ?? null);
}

/** Somebody else saved the page since it was opened here. */
export interface Conflict {
  readonly by: string | null;
  readonly at: Date | null;
  /** What both had before: who goes on writing meanwhile is compared with it anew. */
  readonly base: EditedScene;
  readonly theirs: EditedScene;
  readonly version: number;
}

export class Editing {
  readonly id: string;
  readonly number: number;
  readonly book: StudioBook;
  /** The word of the page's marker. */
  readonly marker: string | null;
  readonly languages: readonly string[];
  readonly history = signal(begin(readDraft({})));
  readonly scene = computed(() => this.history.value.now);
  readonly assets = signal<Readonly<Record<string, StudioAsset>>>({});
  readonly files = computed<Record<string, AssetFile>>(() =>
    Object.fromEntries(
      Object.entries(this.assets.value).flatMap(([sha256, { file }]) => (file ? [[sha256, file]] : [])),
    ),
  );
  readonly missing = signal<readonly Missing[]>([]);
  readonly running = signal<Running | null>(null);
  /** Fields that lack something are marked only after publishing was tried: nobody is blamed while writing. */
  readonly strict = signal(false);
  readonly state = signal<StudioPage['state']>('empty');
  readonly selected = signal<string | null>(null);
  readonly saved = signal<SaveState>('saved');
  readonly savedAt = signal<Date | null>(null);
  readonly refusal = signal<unknown>(undefined);
  readonly conflict = signal<Conflict | null>(null);
  /** What the server has, as far as it is known here. */
  #agreed: EditedScene;
  readonly #saving: Saving<EditedScene, Draft>;
  /** Files on their way to the page. */
  #awaited = 0;
  /** What is said of works and on its way to the server. */
  readonly #crediting = new Set<Promise<unknown>>();

  constructor(draft: Draft, book: StudioBook, marker: string | null) {
    this.id = draft.page;
    this.number = draft.number;
    this.book = book;
    this.marker = marker;
    this.languages = book.book.languages;
    this.history.value = begin(readDraft(draft.document));
    this.state.value = book.pages.find(({ id }) => id === draft.page)?.state ?? 'empty';
    this.savedAt.value = draft.saved_at ? new Date(draft.saved_at) : null;
    this.selected.value = this.scene.value.nodes[0]?.id ?? null;
    this.#agreed = this.scene.value;
    this.#told(draft);
    this.#saving = new Saving(draft.version, {
      put: async (scene, builds_on) => {
        const answer = await put<Draft>(draftOf(this.id), { builds_on, document: writeDraft(scene) } satisfies DraftIn);
        this.#agreed = scene;
        return answer;
      },
      versionOf: ({ version }) => version,
      failed,
      onState: (state, problem) => {
        this.saved.value = state;
        this.refusal.value = problem;
        if (state === 'conflict') void this.compare().catch(() => {});
        else this.conflict.value = null;
      },
      onSaved: (answer) => {
        this.savedAt.value = new Date();
        this.#told(answer);
      },
      later: (act, ms) => {
        const timer = setTimeout(act, ms);
        return () => clearTimeout(timer);
      },
    });
  }

  get unsaved(): boolean {
    return this.#awaited > 0 || this.#saving.pending;
  }

  /** The same work, before whose end the page is not left without a word: a file that is on its way here. */
  async hold<T>(work: Promise<T>): Promise<T> {
    this.#awaited += 1;
    try {
      return await work;
    } finally {
      this.#awaited -= 1;
    }
  }

  /** Credit that is being kept: the page is published with it, or not at all. What it resolves to is the refusal, if any. */
  crediting(work: Promise<unknown>): void {
    this.#crediting.add(work);
    void work.then(() => this.#crediting.delete(work));
  }

  /** Makes the scene another one. Changes about the same, soon after each other, are one step back. */
  edit(change: (scene: EditedScene) => EditedScene, about = ''): void {
    this.#go(step(this.history.value, change(this.scene.value), about, performance.now()));
  }

  undo(): void {
    this.#go(undo(this.history.value));
  }

  redo(): void {
    this.#go(redo(this.history.value));
  }

  #go(history: typeof this.history.value): void {
    if (history === this.history.value) return;
    this.history.value = history;
    if (!history.now.nodes.some(({ id }) => id === this.selected.value)) this.selected.value = null;
    this.#changed();
    this.#saving.change(history.now);
  }

  #changed(): void {
    if (this.state.value === 'published') this.state.value = 'changed';
    if (this.state.value === 'empty') this.state.value = 'draft';
  }

  /** An upload is known before the draft that names it is saved. */
  learn(asset: StudioAsset): void {
    this.assets.value = { ...this.assets.value, [asset.sha256]: asset };
  }

  /** Saves now; says whether all is saved. */
  flush(): Promise<boolean> {
    return this.#saving.flush();
  }

  /** Asks anew what is missing, for instance in another language of the interface. */
  async recheck(): Promise<void> {
    if (!this.#saving.pending) this.missing.value = (await get<Draft>(draftOf(this.id))).missing;
  }

  /** After a conflict: looks at what is there, and at what differs. */
  async compare(): Promise<void> {
    const draft = await get<Draft>(draftOf(this.id));
    const [scene, now] = [readDraft(draft.document), this.scene.value];
    this.#told(draft);
    // The same on both sides: it was one's own save, whose answer was lost.
    if (changes(scene, now).length === 0) return this.#settle(scene, draft.version, null);
    this.conflict.value = {
      by: draft.saved_by,
      at: draft.saved_at ? new Date(draft.saved_at) : null,
      base: this.#agreed,
      theirs: scene,
      version: draft.version,
    };
  }

  /** Their page is shown; a step back brings one's own. */
  takeTheirs(): Promise<void> {
    return this.#decide(({ theirs }) => theirs);
  }

  /** One's own is saved over theirs; a step back brings theirs. */
  keepMine(): Promise<void> {
    return this.#decide((_, mine) => mine);
  }

  /** What both did is saved together. */
  keepBoth(): Promise<void> {
    return this.#decide(({ base, theirs }, mine) => joined(base, mine, theirs) ?? mine);
  }

  async #decide(choose: (conflict: Conflict, mine: EditedScene) => EditedScene): Promise<void> {
    if (!this.conflict.value) await this.compare();
    const conflict = this.conflict.value;
    if (!conflict) return;
    const mine = this.scene.value;
    this.#settle(conflict.theirs, conflict.version, choose(conflict, mine));
  }

  /** Goes on from what the server has; every state that there was stays among the steps. */
  #settle(theirs: EditedScene, version: number, chosen: EditedScene | null): void {
    this.conflict.value = null;
    this.#agreed = theirs;
    this.#saving.discard();
    if (chosen) {
      if (chosen !== theirs) this.history.value = step(this.history.value, theirs, '', 0);
      this.history.value = step(this.history.value, chosen, '', 0);
      if (!chosen.nodes.some(({ id }) => id === this.selected.value)) this.selected.value = null;
      if (chosen !== theirs) this.#saving.change(chosen);
    }
    this.#saving.resume(version);
  }

  /** The page as it was when it was published, as the newest step. */
  goBack(revision: RevisionOut): void {
    this.assets.value = { ...revision.assets, ...this.assets.value };
    this.edit(() => readDraft(revision.document as unknown as Record<string, unknown>));
  }

  /** Publishes what is on the screen. Throws Problem; what is missing is then in `missing`. */
  async publish(): Promise<void> {
    this.strict.value = true;
    if (!(await this.flush())) throw this.refusal.value ?? new Problem({ code: 'offline' }, 0);
    const refused = (await Promise.all(this.#crediting)).find((refusal) => refusal !== undefined);
    if (refused !== undefined) throw refused;
    try {
      await post<Published>(`/api/studio/pages/${this.id}/publish`);
      this.state.value = 'published';
      this.strict.value = false;
    } finally {
      await this.recheck().catch(() => {});
    }
  }

  async unpublish(): Promise<void> {
    const page = await post<StudioPage>(`/api/studio/pages/${this.id}/unpublish`);
    this.state.value = page.state;
  }

  close(): void {
    this.#saving.stop();
  }

  #told(draft: Draft): void {
    this.assets.value = { ...this.assets.value, ...draft.assets };
    this.missing.value = draft.missing;
    this.running.value = draft.running;
  }
}

function failed(problem: unknown): 'conflict' | 'offline' | 'refused' {
  if (!(problem instanceof Problem)) return 'refused';
  if (problem.code === 'draft_conflict') return 'conflict';
  return problem.code === 'offline' || problem.status >= 500 ? 'offline' : 'refused';
}

// A book being read: where the child is, what it has done, and in a group what the educator orders. Knows no screen.
import { bookPath } from '../core/address.ts';
import { isRight } from '../core/grade.ts';
import * as progress from '../core/progress.ts';
import type { BookManifest, BookPage } from '../generated/api.ts';
import type { Control } from '../generated/protocol.ts';
import type { Task } from '../generated/scene.ts';
import type { SocketState } from '../net/socket.ts';
import type { Place, Store } from '../net/store.ts';
import { GroupLink, type Seen } from './group-link.ts';

/** Why something is announced: another page or step is shown, or only what stands around it changed. */
export type Change = 'page' | 'step' | 'group' | 'progress';

export interface ReadingOptions {
  readonly manifest: BookManifest;
  readonly store: Store;
  /** The child's place, when it is in a group that reads this book. */
  readonly place: Place | null;
  readonly progress: progress.Progress;
  readonly page: BookPage;
}

const NO_CONTROL: Control = { version: 0, page: null, paused: false, ended: false };

export class Reading {
  readonly manifest: BookManifest;
  readonly link: GroupLink | null;
  readonly #store: Store;
  readonly #listeners = new Set<(change: Change) => void>();
  #page: BookPage;
  #step: progress.Step = { kind: 'story' };
  #progress: progress.Progress;
  #control: Control = NO_CONTROL;
  #connection: SocketState = 'connecting';
  /** The page that was finished just now. */
  #fresh: string | null = null;
  /** Why the server let the child go. */
  #out: string | null = null;

  constructor({ manifest, store, place, progress: known, page }: ReadingOptions) {
    this.manifest = manifest;
    this.#store = store;
    this.#progress = known;
    this.#page = page;
    this.link =
      place &&
      new GroupLink(place, store, {
        onWelcome: (welcome) => {
          this.#record((now) => progress.merged(now, welcome.solved, welcome.finished));
          this.#obey(welcome.control);
        },
        onControl: (control) => this.#obey(control),
        onState: (state) => {
          // Each new try after a break is still the break: the sign does not flicker.
          if (state === 'connecting' && this.#connection === 'waiting') return;
          this.#connection = state;
          this.#tell('group');
        },
        onOut: (code) => {
          this.#out = code;
          this.#tell('group');
        },
      });
  }

  get page(): BookPage {
    return this.#page;
  }

  get step(): progress.Step {
    return this.#step;
  }

  get task(): Task | null {
    return this.#step.kind === 'task' ? (this.#page.scene.tasks[this.#step.index] ?? null) : null;
  }

  get control(): Control {
    return this.#control;
  }

  get connection(): SocketState {
    return this.#connection;
  }

  get out(): string | null {
    return this.#out;
  }

  get help(): boolean {
    return this.link?.seen.help ?? false;
  }

  /** The educator has opened a page for all: the child's own turning rests. */
  get led(): boolean {
    return this.#control.page !== null;
  }

  isFinished(page: BookPage): boolean {
    return progress.isFinished(this.#progress, page.id);
  }

  /** Whether the page shown was finished just now; true once. */
  takeFresh(): boolean {
    const fresh = this.#fresh === this.#page.id;
    this.#fresh = null;
    return fresh;
  }

  hasRead(page: BookPage): boolean {
    return this.#progress.read.includes(page.id);
  }

  isSolved(task: Task): boolean {
    return progress.isSolved(this.#progress, this.#page.id, task.id);
  }

  /** Calls back on every change; returns what stops it. */
  on(listener: (change: Change) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  neighbour(by: 1 | -1): BookPage | null {
    const { pages } = this.manifest;
    return pages[pages.findIndex(({ id }) => id === this.#page.id) + by] ?? null;
  }

  /** Opens a page; false when there is none such, or the educator has opened another. */
  open(id: string): boolean {
    const page = this.manifest.pages.find((one) => one.id === id);
    if (!page || (this.led && this.#control.page !== id)) return false;
    if (page.id === this.#page.id) return true;
    this.#page = page;
    this.#step = { kind: 'story' };
    this.#record((now) => ({ ...now, page: id }));
    this.show({ page: id });
    this.#tell('page');
    return true;
  }

  /** Says where the child is, in the address and to the educator, once it has begun. */
  begin(): void {
    this.#record((now) => ({ ...now, page: this.#page.id }));
    this.show({ page: this.#page.id });
    this.#placeInAddress();
  }

  forward(): void {
    const { tasks } = this.#page.scene;
    if (this.#step.kind === 'story') this.storyRead();
    const next = progress.stepAfter(this.#step, tasks.length);
    if (next.kind === 'end') this.#finish();
    this.#go(next);
  }

  backward(): void {
    this.#go(progress.stepBefore(this.#step, this.#page.scene.tasks.length));
  }

  toTask(index: number): void {
    if (this.#page.scene.tasks[index]) this.#go({ kind: 'task', index });
  }

  storyRead(): void {
    this.#record((now) => progress.withRead(now, this.#page.id));
    this.#tell('progress');
  }

  /** Judges a try, keeps it for the group, and says whether it was right. */
  answer(task: Task, value: string, language: string): boolean {
    const right = isRight(task, value, language);
    const { id, revision } = this.#page;
    void this.link?.keep({ kind: 'answer', page: id, revision, task: task.id, language, value });
    if (right) this.#record((now) => progress.withSolved(now, id, task.id));
    this.#tell('progress');
    return right;
  }

  show(seen: Partial<Seen>): void {
    this.link?.show(seen);
    if ('help' in seen) this.#tell('group');
  }

  /** The child goes on alone with what it has done; the place in the group is given up. */
  async leave(): Promise<void> {
    this.link?.close();
    await this.#store.take(null);
    await this.#store.record(this.manifest.book.id, () => this.#progress);
  }

  close(): void {
    this.#listeners.clear();
    this.link?.close();
  }

  #finish(): void {
    if (!progress.isDone(this.#progress, this.#page) || this.isFinished(this.#page)) return;
    const { id, revision } = this.#page;
    this.#record((now) => progress.withFinished(now, id));
    void this.link?.keep({ kind: 'finished', page: id, revision });
    this.#fresh = id;
    this.#tell('progress');
  }

  #go(step: progress.Step): void {
    this.#step = step;
    this.#tell('step');
  }

  #obey(control: Control): void {
    if (control.version < this.#control.version) return;
    const opened = control.page !== null && control.page !== this.#control.page;
    this.#control = control;
    if (opened && control.page) this.open(control.page);
    this.#tell('group');
  }

  #record(change: (now: progress.Progress) => progress.Progress): void {
    this.#progress = change(this.#progress);
    // The change is made again on what is kept, which another tab may have changed too.
    void this.#store.record(this.link?.place.group ?? this.manifest.book.id, change);
    this.#placeInAddress();
  }

  #placeInAddress(): void {
    const path = bookPath(this.manifest.book.slug, this.#page.number);
    if (location.pathname !== path) history.replaceState(null, '', path);
  }

  #tell(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }
}

// A book being read: where the child is, what it has done, and in a group what the educator orders. Knows no screen.
import { bookPath } from '../core/address.ts';
import { isRight } from '../core/grade.ts';
import { pagesRead } from '../core/leading.ts';
import * as progress from '../core/progress.ts';
import { teamOf } from '../core/teams.ts';
import { placeOf, tasksAsked } from '../core/way.ts';
import type { Word } from '../core/words.ts';
import type { BookManifest, BookPage } from '../generated/api.ts';
import type { Control, Own } from '../generated/protocol.ts';
import type { Task } from '../generated/scene.ts';
import type { SocketState } from '../net/socket.ts';
import type { Place, Store } from '../net/store.ts';
import { GroupLink, type Seen } from './group-link.ts';
import { HeardWords } from './heard-words.ts';

/** Why something is announced: another page or step is shown, or only what stands around it changed. */
export type Change = 'page' | 'step' | 'group' | 'progress';

export interface ReadingOptions {
  readonly manifest: BookManifest;
  readonly store: Store;
  /** The child's place, when it is in a group that reads this book. */
  readonly place: Place | null;
  readonly progress: progress.Progress;
  readonly page: BookPage;
  /** The token of a preview link: then nothing is kept, and the address stays. */
  readonly preview?: string | undefined;
}

const NO_CONTROL: Control = {
  version: 0,
  page: null,
  moved_at: 0,
  paused: false,
  ended: false,
  locked: false,
  timer: null,
  spotlight: null,
  teams: 0,
  plan: null,
  step: null,
  praised: 0,
};
const NO_OWN: Own = { version: 0, page: null, note: null, attended: 0, asked: null };

export class Reading {
  readonly manifest: BookManifest;
  readonly link: GroupLink | null;
  readonly preview: string | null;
  readonly #store: Store;
  readonly #listeners = new Set<(change: Change) => void>();
  #page: BookPage;
  #step: progress.Step = { kind: 'story' };
  #progress: progress.Progress;
  #control: Control = NO_CONTROL;
  #own: Own = NO_OWN;
  readonly #words: HeardWords | null;
  #connection: SocketState = 'connecting';
  /** The page that was finished just now. */
  #fresh: string | null = null;
  /** Why the server let the child go. */
  #out: string | null = null;

  constructor({ manifest, store, place, progress: known, page, preview }: ReadingOptions) {
    this.manifest = manifest;
    this.preview = preview ?? null;
    this.#store = store;
    this.#progress = known;
    this.#page = page;
    this.#words = place && new HeardWords(place);
    this.link =
      place &&
      new GroupLink(place, store, {
        onWelcome: (welcome) => {
          this.#record((now) => progress.merged(now, welcome.solved, welcome.finished));
          this.#obey(welcome.control, welcome.own, true);
        },
        onControl: (control) => this.#obey(control, this.#own),
        onOwn: (own) => this.#obey(this.#control, own),
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

  /** The tasks of the page that are asked: a lesson plan may name some of them. */
  get tasks(): readonly Task[] {
    return tasksAsked<Task>(this.#control, this.#page.id, this.#page.scene.tasks);
  }

  get task(): Task | null {
    return this.#step.kind === 'task' ? (this.tasks[this.#step.index] ?? null) : null;
  }

  /** The pages on the child's way, in order: those of the group's plan, else the whole book. */
  get pages(): readonly BookPage[] {
    const { pages } = this.manifest;
    const way = pagesRead(this.#control.plan, pages).map((id) => pages.find((page) => page.id === id)!);
    return way.length > 0 ? way : pages;
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

  /** The educator has opened a page for this child or for all: its own turning rests. */
  get led(): boolean {
    return placeOf(this.#control, this.#own) !== null;
  }

  /** The child's team, from 0; null without teams. */
  get team(): number | null {
    return this.link && teamOf(this.link.place.learner, this.#control.teams);
  }

  /** The room sees this child's page. */
  get shown(): boolean {
    return this.link !== null && this.#control.spotlight === this.link.place.learner.id;
  }

  /** What the educator says to this child, and it has not taken in yet. */
  get word(): Word | null {
    return this.#words?.first ?? null;
  }

  /** Unix time by the server's clock, ms. */
  get serverNow(): number {
    return this.link?.serverNow() ?? Date.now();
  }

  /** Where the server tells which markers a tracker looks for. */
  get markersAddress(): string {
    return this.preview ? `/api/markers/previews/${this.preview}` : `/api/markers/books/${this.manifest.book.id}`;
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
    const { pages } = this;
    return pages[pages.findIndex(({ id }) => id === this.#page.id) + by] ?? null;
  }

  /** Opens a page; false when there is none such, or the educator has opened another. */
  open(id: string): boolean {
    const page = this.manifest.pages.find((one) => one.id === id);
    const place = placeOf(this.#control, this.#own);
    if (!page || (place !== null && place !== id)) return false;
    if (page.id === this.#page.id) return true;
    this.#page = page;
    this.#step = { kind: 'story' };
    this.#record((now) => ({ ...now, page: id }));
    this.#arrived();
    this.#tell('page');
    return true;
  }

  /** Says where the child is, in the address and to the educator, once it has begun. */
  begin(): void {
    this.#record((now) => ({ ...now, page: this.#page.id }));
    this.#arrived();
    this.#placeInAddress();
  }

  forward(): void {
    if (this.#step.kind === 'story') this.storyRead();
    const next = progress.stepAfter(this.#step, this.tasks.length);
    if (next.kind === 'end') this.#finish();
    this.#go(next);
  }

  backward(): void {
    this.#go(progress.stepBefore(this.#step, this.tasks.length));
  }

  toTask(index: number): void {
    if (this.tasks[index]) this.#go({ kind: 'task', index });
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

  /** The child has taken in what the educator said. */
  tookIn(): void {
    this.#words?.tookIn();
    this.#tell('group');
  }

  /** The child's answer to whether its page may be shown to the room. */
  consent(agree: boolean): void {
    const asked = this.#words?.answerQuestion() ?? null;
    if (asked !== null) void this.link?.keep({ kind: 'consent', asked, agree });
    this.#tell('group');
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
    if (!progress.isDone(this.#progress, this.#page.id, this.tasks) || this.isFinished(this.#page)) return;
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

  /** Where the child is, for the educator who looks now, and for the log. */
  #arrived(): void {
    const { id, revision } = this.#page;
    this.show({ page: id });
    void this.link?.keep({ kind: 'opened', page: id, revision });
  }

  /** Follows what is ordered; older orders are ignored, but after a welcome, which is of one moment. */
  #obey(control: Control, own: Own, welcome = false): void {
    if (!this.link || (!welcome && (control.version < this.#control.version || own.version < this.#own.version)))
      return;
    const task = this.task;
    const before = placeOf(this.#control, this.#own);
    // The first welcome only tells how often the educator had come before.
    const attended = this.#own !== NO_OWN && own.attended > this.#own.attended;
    [this.#control, this.#own] = [control, own];
    this.#words?.follow(control, own);
    if (attended && this.help) this.show({ help: false });
    const place = placeOf(control, own);
    if (place !== null && place !== before) this.open(place);
    if (this.#step.kind === 'task' && this.task !== task) this.#keepTask(task);
    this.#tell('group');
  }

  /** The plan asks for other tasks of this page than before: the child stays at its own, or begins the page again. */
  #keepTask(task: Task | null): void {
    const index = task ? this.tasks.indexOf(task) : -1;
    if (index < 0) this.#go({ kind: 'story' });
    else this.#step = { kind: 'task', index };
  }

  #record(change: (now: progress.Progress) => progress.Progress): void {
    this.#progress = change(this.#progress);
    if (this.preview) return;
    // The change is made again on what is kept, which another tab may have changed too.
    void this.#store.record(this.link?.place.group ?? this.manifest.book.id, change);
    this.#placeInAddress();
  }

  #placeInAddress(): void {
    if (this.preview) return;
    const path = bookPath(this.manifest.book.slug, this.#page.number);
    if (location.pathname !== path) history.replaceState(null, '', path);
  }

  #tell(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }
}

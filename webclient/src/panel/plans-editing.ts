// One lesson plan while it is edited: its steps back and forth, what has become of its pages, and the saving of it.
import { computed, signal } from '@preact/signals';
import { begin, redo, step, undo } from '../core/history.ts';
import { isUsed, type Lesson, readLesson, stateOf, writeSteps } from '../core/lesson.ts';
import { type SaveState, Saving } from '../core/saving.ts';
import type {
  BookManifest,
  BookPage,
  Group,
  LessonPlanIn,
  LessonPlanOut,
  LessonStep,
  NewGroup,
  PlanCard,
  ShownStep,
} from '../generated/api.ts';
import { get, Problem, post, put } from '../net/http.ts';
import type { Kept } from '../ui/keeping.ts';
import type { SavesItself } from '../ui/save-line.tsx';

const planAt = (id: string): string => `/api/plans/${id}`;

/** Asks for all that a plan's screen shows. A book that has no published page left has no manifest. */
export async function openPlan(id: string): Promise<PlanEditing> {
  const plan = await get<LessonPlanOut>(planAt(id));
  const manifest = await get<BookManifest>(`/api/books/${plan.card.book}`).catch((problem: unknown) => {
    if (problem instanceof Problem && problem.code === 'not_found') return null;
    throw problem;
  });
  return new PlanEditing(plan, manifest);
}

/** Opens a group that follows the plan from its start. */
export const startGroup = (plan: Pick<PlanCard, 'id' | 'book'>): Promise<Group> =>
  post<Group>('/api/live/groups', { book: plan.book, plan: plan.id } satisfies NewGroup);

/** What the server told of a page: its number, null when it is deleted, its last title, and tasks that it had. */
interface Remembered {
  readonly number: number | null;
  readonly title: Readonly<Record<string, string>>;
  readonly gone: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

export class PlanEditing implements Kept, SavesItself {
  readonly id: string;
  readonly manifest: BookManifest | null;
  readonly card = signal<PlanCard>(undefined!);
  readonly history = signal(begin<Lesson>({ title: '', shared: false, steps: [] }));
  readonly lesson = computed(() => this.history.value.now);
  readonly saved = signal<SaveState>('saved');
  readonly savedAt = signal<Date | null>(null);
  readonly refusal = signal<unknown>(undefined);
  readonly #pages: ReadonlyMap<string, BookPage>;
  readonly #remembered = new Map<string, Remembered>();
  readonly #saving: Saving<Lesson, LessonPlanOut>;

  /** Minutes of the steps that a group would be led to. */
  readonly minutes = computed(() =>
    this.lesson.value.steps.reduce((sum, step) => sum + (isUsed(this.stateOf(step)) ? step.minutes : 0), 0),
  );

  readonly skipped = computed(() => this.lesson.value.steps.filter((step) => !isUsed(this.stateOf(step))).length);

  constructor(plan: LessonPlanOut, manifest: BookManifest | null) {
    this.id = plan.card.id;
    this.manifest = manifest;
    this.#pages = new Map(manifest?.pages.map((page) => [page.id, page]));
    this.#told(plan);
    this.history.value = begin(readLesson(plan.card.title, plan.card.shared, plan.steps));
    this.#saving = new Saving(plan.version, {
      put: (lesson, builds_on) => put<LessonPlanOut>(planAt(this.id), this.#written(lesson, builds_on)),
      versionOf: ({ version }) => version,
      failed,
      onState: (state, problem) => {
        this.saved.value = state;
        this.refusal.value = problem;
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
    return this.#saving.pending;
  }

  /** The page of a step as children see it now; undefined while it is not published. */
  page(step: LessonStep): BookPage | undefined {
    return this.#pages.get(step.page);
  }

  /** Its printed number and its title by language, as far as anybody knows them. */
  named(step: LessonStep): { number: number | null; title: Readonly<Record<string, string>> } {
    const page = this.page(step);
    if (page) return { number: page.number, title: page.scene.title };
    return this.#remembered.get(step.page) ?? { number: null, title: {} };
  }

  stateOf(step: LessonStep): ShownStep['state'] {
    return stateOf(step, this.page(step), this.named(step).number);
  }

  /** What a task that the page no longer has last asked, by language. */
  lastAsked(step: LessonStep, task: string): Readonly<Record<string, string>> {
    return this.#remembered.get(step.page)?.gone.get(task) ?? {};
  }

  /** Makes the lesson another one. Changes about the same, soon after each other, are one step back. */
  edit(change: (lesson: Lesson) => Lesson, about = ''): void {
    this.#go(step(this.history.value, change(this.lesson.value), about, performance.now()));
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
    this.#saving.change(history.now);
  }

  flush(): Promise<boolean> {
    return this.#saving.flush();
  }

  /** Saves, then opens a group that follows the plan. Throws Problem. */
  async start(): Promise<Group> {
    if (!(await this.flush())) throw this.refusal.value ?? new Problem({ code: 'offline' }, 0);
    return startGroup(this.card.value);
  }

  async takeTheirs(): Promise<void> {
    const theirs = await get<LessonPlanOut>(planAt(this.id));
    this.#told(theirs);
    const lesson = readLesson(theirs.card.title, theirs.card.shared, theirs.steps, this.lesson.value);
    this.history.value = step(this.history.value, lesson, '', 0);
    this.#saving.discard();
    this.#saving.resume(theirs.version);
  }

  async keepMine(): Promise<void> {
    this.#saving.resume((await get<LessonPlanOut>(planAt(this.id))).version);
  }

  close(): void {
    this.#saving.stop();
  }

  /** A title that is empty just now is still being typed: the plan keeps the one it had. */
  #written(lesson: Lesson, builds_on: number): LessonPlanIn {
    const title = lesson.title.trim() || this.card.value.title;
    return { builds_on, title, shared: lesson.shared, steps: writeSteps(lesson) };
  }

  #told(plan: LessonPlanOut): void {
    this.card.value = plan.card;
    for (const { page, number, title, gone } of plan.steps) {
      const asked = new Map(this.#remembered.get(page)?.gone);
      for (const task of gone) asked.set(task.id, task.prompt);
      this.#remembered.set(page, { number, title, gone: asked });
    }
  }
}

function failed(problem: unknown): 'conflict' | 'offline' | 'refused' {
  if (!(problem instanceof Problem)) return 'refused';
  if (problem.code === 'plan_conflict') return 'conflict';
  return problem.code === 'offline' || problem.status >= 500 ? 'offline' : 'refused';
}

// Rows and pages for the tests of what reads them.
import type { Control, LastAnswer, Own, Row } from '../generated/protocol.ts';
import type { ChoiceTask, SceneDocument, Task } from '../generated/scene.ts';
import type { CountedPage } from './tally.ts';

export function exampleRow(order: number, given: Partial<Row> = {}): Row {
  return {
    learner: { id: `learner-${order}`, order, animal: 'cat', colour: 'sky', card: null },
    connected: true,
    away_since: null,
    page: 'page-1',
    view: 'reading',
    rung: 'read',
    help: false,
    help_since: null,
    own: exampleOwn(),
    solved: [],
    tries: 0,
    misses: 0,
    progress_at: 0,
    finished: [],
    last: null,
    answers: [],
    ...given,
  };
}

export const exampleOwn = (given: Partial<Own> = {}): Own => ({
  version: 0,
  page: null,
  note: null,
  attended: 0,
  asked: null,
  ...given,
});

export const exampleControl = (given: Partial<Control> = {}): Control => ({
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
  ...given,
});

export const exampleAnswer = (task: string, value: string, correct = false, page = 'page-1'): LastAnswer => ({
  page,
  task,
  value,
  correct,
  at: 0,
});

export const exampleChoice = (id: string): ChoiceTask => ({
  kind: 'choice',
  id,
  prompt: { id: 'Yang mana?' },
  options: [
    { id: 'honey', text: { id: 'Madu' } },
    { id: 'stone', text: { id: 'Batu' } },
  ],
  answer: 'honey',
  hint: null,
});

export function examplePage(id: string, tasks: Task[] = []): CountedPage {
  const scene: SceneDocument = {
    version: 1,
    title: { id },
    story: { id: [] },
    picture: null,
    nodes: [],
    tasks,
    light: 'day',
    narration: {},
  };
  return { id, scene };
}

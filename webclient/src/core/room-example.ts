// Rows and pages for the tests of what reads them.
import type { Row } from '../generated/protocol.ts';
import type { ChoiceTask, SceneDocument, Task } from '../generated/scene.ts';
import type { CountedPage } from './tally.ts';

export function exampleRow(order: number, given: Partial<Row> = {}): Row {
  return {
    learner: { id: `learner-${order}`, order, animal: 'cat', colour: 'sky' },
    connected: true,
    away_since: null,
    page: 'page-1',
    view: 'reading',
    rung: 'read',
    help: false,
    solved: [],
    tries: 0,
    finished: [],
    last: null,
    ...given,
  };
}

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
  const scene: SceneDocument = { version: 1, title: { id }, story: { id: [] }, picture: null, nodes: [], tasks };
  return { id, scene };
}

// Whether an answer is right, as the server judges it too (content/grade.py; the same vectors hold both).
import type { Task } from '../generated/scene.ts';

/** `value`: id of an option (choice), the word as spelled (spell), id of a node (find). */
export function isRight(task: Task, value: string, language: string): boolean {
  switch (task.kind) {
    case 'choice':
    case 'find':
      return value === task.answer;
    case 'spell':
      return folded(value) === folded(wordOf(task.word, language));
  }
}

/** The word to spell in a language, or in the first one that it has. */
export function wordOf(word: Record<string, string>, language: string): string {
  return word[language] ?? Object.values(word)[0] ?? '';
}

const folded = (text: string): string => text.normalize('NFC').toLocaleLowerCase('und').trim();

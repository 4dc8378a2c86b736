// Whether an answer is right, as the server judges it too (content/grade.py; the same vectors hold both).
import type { Task } from '../generated/scene.ts';

/** `value`: id of an option (choice), the word as spelled (spell), id of a node (find). */
export function isRight(task: Task, value: string, language: string): boolean {
  switch (task.kind) {
    case 'choice':
    case 'find':
      return value === task.answer;
    case 'spell': {
      const word = task.word[language];
      return word !== undefined && spelled(value) === spelled(word);
    }
  }
}

/** The form in which two spellings are compared: trimmed, in lower case, composed (NFC). */
export const spelled = (text: string): string => text.trim().normalize('NFC').toLowerCase().normalize('NFC');

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Task } from '../generated/scene.ts';
import { isRight } from './grade.ts';

interface Vector {
  task: Task;
  value: string;
  language: string;
  right: boolean;
}

const file = new URL('../../../tests/vectors/grade.json', import.meta.url);
const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vector[];

describe('R3 grading', () => {
  it('has vectors of every kind of task, right and wrong', () => {
    for (const kind of ['choice', 'spell', 'find']) {
      const rights = vectors.filter(({ task }) => task.kind === kind).map(({ right }) => right);
      expect(new Set(rights)).toEqual(new Set([true, false]));
    }
  });

  it.each(vectors.map((vector) => [vector.task.kind, vector.value, vector.language, vector] as const))(
    'judges %s "%s" in %s as the server does',
    (_kind, _value, _language, { task, value, language, right }) => {
      expect(isRight(task, value, language)).toBe(right);
    },
  );
});

// Which questions can be asked of a room with cards, and which comes next.
import { expect, it } from 'vitest';
import { answeredBefore, cardQuestions, questionAfter, questionNow } from './card-questions.ts';
import { exampleAnswer, exampleChoice, examplePage, exampleRow } from './room-example.ts';

const five = { ...exampleChoice('five'), options: 'abcde'.split('').map((id) => ({ id, text: { id } })) };
const pages = [
  examplePage('one', [exampleChoice('food'), five]),
  examplePage('two', []),
  examplePage('three', [exampleChoice('food'), exampleChoice('home')]),
];
const ids = (plan: Parameters<typeof cardQuestions>[1] = null) => cardQuestions(pages, plan).map(({ id }) => id);

it('are choices of four at most, page by page', () => {
  expect(ids()).toEqual(['one/food', 'three/food', 'three/home']);
});

it('are those that the plan names on a page', () => {
  const plan = { id: 'p', title: '', steps: [{ page: 'three', tasks: ['home'], minutes: 5 }] };
  expect(ids(plan)).toEqual(['one/food', 'three/home']);
});

it('are of the page that is open', () => {
  const questions = cardQuestions(pages, null);
  expect(questionNow(questions, null, 'three')?.id).toBe('three/food');
  expect(questionNow(questions, 'three/home', 'three')?.id).toBe('three/home');
  expect(questionNow(questions, 'three/home', 'one')?.id).toBe('one/food');
  expect(questionNow(questions, 'three/home', 'two')).toBeNull();
  expect(questionNow(questions, null, null)).toBeNull();
});

it('follow each other over the pages', () => {
  const questions = cardQuestions(pages, null);
  expect(questionAfter(questions, null)?.id).toBe('one/food');
  expect(questionAfter(questions, 'one/food')?.id).toBe('three/food');
  expect(questionAfter(questions, 'three/home')).toBeNull();
});

it('L67 tell how many cards have answered them before', () => {
  const [food, , home] = cardQuestions(pages, null);
  const answered = (order: number, card: number | null, page: string) =>
    exampleRow(order, {
      learner: { ...exampleRow(order).learner, card },
      answers: [exampleAnswer('food', 'a', true, page)],
    });
  const rows = [answered(1, 4, 'one'), answered(2, 5, 'one'), answered(3, 6, 'three'), answered(4, null, 'one')];
  expect(answeredBefore(rows, food!)).toBe(2);
  expect(answeredBefore(rows, home!)).toBe(0);
});

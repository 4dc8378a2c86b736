// Choose one of a few answers.
import type { ChoiceTask } from '../generated/scene.ts';
import { localized } from '../ui/i18n.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import type { TaskBody, TaskContext } from './task.ts';

export function choiceTask(task: ChoiceTask, { language, solved, attempt }: TaskContext): TaskBody {
  const buttons = task.options.map((option) => {
    const button = h(
      'button',
      { type: 'button', class: 'press option', 'data-value': option.id, onclick: () => choose(option.id) },
      h('span', { class: 'mark' }, icon('check')),
      h('span', {}, localized(option.text, language)),
    );
    return { id: option.id, button };
  });
  const choose = (id: string) => {
    const right = attempt(id);
    const chosen = buttons.find((one) => one.id === id)!.button;
    if (right) finish();
    else chosen.classList.add('tried');
  };
  const finish = () => {
    for (const { id, button } of buttons) {
      button.disabled = id !== task.answer;
      button.classList.toggle('right', id === task.answer);
      if (id === task.answer) button.setAttribute('aria-pressed', 'true');
    }
  };
  if (solved) finish();
  return { root: h('div', { class: 'options', lang: language }, ...buttons.map(({ button }) => button)) };
}

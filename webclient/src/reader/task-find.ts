// Tap the thing in the scene; where there is no scene, or no finger, choose it by its name.
import type { FindTask, ModelNode } from '../generated/scene.ts';
import { localized, texts } from '../ui/i18n.ts';
import { h } from './dom.ts';
import { icon } from './icons.ts';
import type { TaskBody, TaskContext } from './task.ts';

const say = texts(
  { tap: 'Ketuk di gambar 3D.', list: 'Pilih dari namanya', that: 'Itu {name}. Hampir, cari lagi.' },
  { tap: 'Tap it in the 3D picture.', list: 'Choose by name', that: 'That is {name}. Almost, look again.' },
);

export function findTask(task: FindTask, nodes: readonly ModelNode[], context: TaskContext): TaskBody {
  const { language } = context;
  const nameOf = (id: string) => localized(nodes.find((node) => node.id === id)?.name ?? {}, language);
  const meant = (id: string) => {
    if (context.attempt(id, { language, almost: say('that', { name: nameOf(id) }) })) finish();
    else buttons.get(id)?.classList.add('tried');
  };
  // Two bees of the same name are one choice in a list.
  const named = nodes
    .filter(
      (node, i) => node.id === task.answer || nodes.findIndex((other) => nameOf(other.id) === nameOf(node.id)) === i,
    )
    .filter((node) => node.id === task.answer || nameOf(node.id) !== nameOf(task.answer));
  const buttons = new Map(
    named.map((node) => [
      node.id,
      h(
        'button',
        { type: 'button', class: 'press option', 'data-value': node.id, onclick: () => meant(node.id) },
        h('span', { class: 'mark' }, icon('check')),
        h('span', {}, nameOf(node.id)),
      ),
    ]),
  );
  const list = h('div', { class: 'options', lang: language }, ...buttons.values());
  const more = h(
    'button',
    {
      type: 'button',
      class: 'press',
      onclick: () => {
        list.hidden = false;
        more.hidden = true;
        list.querySelector('button')?.focus();
      },
    },
    icon('list'),
    say('list'),
  );
  const finish = () => {
    list.hidden = false;
    tap.hidden = more.hidden = true;
    for (const [id, button] of buttons) {
      button.disabled = id !== task.answer;
      button.classList.toggle('right', id === task.answer);
    }
  };
  const tap = h('p', { class: 'aside' }, say('tap'));
  list.hidden = context.scene;
  tap.hidden = more.hidden = !context.scene;
  if (context.solved) finish();
  return {
    root: h('div', { class: 'find' }, tap, list, more),
    // The same thing twice in a scene is right both times.
    tapped: (id) => meant(nameOf(id) === nameOf(task.answer) ? task.answer : id),
  };
}

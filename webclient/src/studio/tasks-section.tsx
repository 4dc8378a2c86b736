// The reading tasks of the page, each in its own form.
import type { Task } from '../generated/scene.ts';
import { Button } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import { Sign } from '../ui/signs.tsx';
import { addTask, changeTask, MOST_TASKS, removeTask } from './draft.ts';
import type { Editing } from './editing.ts';
import { SpokenField } from './spoken-field.tsx';
import { ChoiceForm } from './task-choice.tsx';
import { FindForm } from './task-find.tsx';
import { SpellForm } from './task-spell.tsx';

const t = liveTexts(
  {
    none: 'Tugas boleh kosong. Satu atau dua sudah cukup untuk satu halaman.',
    choice: 'Pilih jawaban',
    spell: 'Eja kata',
    find: 'Temukan di adegan',
    add: 'Tambah tugas:',
    remove: 'Hapus tugas {n}',
    prompt: 'Pertanyaan',
    addHint: 'Tambah petunjuk',
    hint: 'Petunjuk',
    hintHint: 'Diucapkan dengan ramah setelah jawaban yang belum tepat.',
  },
  {
    none: 'There need not be tasks. One or two are enough for a page.',
    choice: 'Choose the answer',
    spell: 'Spell a word',
    find: 'Find it in the scene',
    add: 'Add a task:',
    remove: 'Delete task {n}',
    prompt: 'Question',
    addHint: 'Add a hint',
    hint: 'Hint',
    hintHint: 'Said kindly after an answer that was not it.',
  },
);

export interface TaskFormProps<T extends Task> {
  editing: Editing;
  task: T;
  /** Path of the task in the document. */
  where: string;
  onChange: (task: T) => void;
}

export function TasksSection({ editing }: { editing: Editing }) {
  const { tasks } = editing.scene.value;
  return (
    <>
      {tasks.length === 0 && <p class="hint">{t('none')}</p>}
      <ol class="tasks">
        {tasks.map((task, at) => (
          <li key={task.id} data-task={task.id}>
            <header class="row">
              <h3>
                {at + 1}. {t(task.kind)}
              </h3>
              <Button
                look="quiet"
                aria-label={t('remove', { n: at + 1 })}
                onClick={() => editing.edit((scene) => removeTask(scene, task.id))}
              >
                <Sign name="remove" />
              </Button>
            </header>
            <TaskForm editing={editing} task={task} where={`tasks.${at}`} />
          </li>
        ))}
      </ol>
      {tasks.length < MOST_TASKS && (
        <div class="adds">
          <span>{t('add')}</span>
          {(['choice', 'spell', 'find'] as const).map((kind) => (
            <Button key={kind} onClick={() => editing.edit((scene) => addTask(scene, kind))}>
              <Sign name="plus" />
              {t(kind)}
            </Button>
          ))}
        </div>
      )}
    </>
  );
}

function TaskForm({ editing, task, where }: { editing: Editing; task: Task; where: string }) {
  const change = (changed: Task) => editing.edit((scene) => changeTask(scene, changed), where);
  return (
    <>
      <SpokenField
        editing={editing}
        label={t('prompt')}
        where={`${where}.prompt`}
        value={task.prompt}
        onChange={(prompt) => change({ ...task, prompt })}
      />
      <KindForm editing={editing} task={task} where={where} onChange={change} />
      {task.hint ? (
        <SpokenField
          editing={editing}
          label={t('hint')}
          hint={t('hintHint')}
          where={`${where}.hint`}
          value={task.hint}
          onChange={(hint) => change({ ...task, hint })}
        />
      ) : (
        <Button look="quiet" class="add-hint" onClick={() => change({ ...task, hint: {} })}>
          <Sign name="plus" />
          {t('addHint')}
        </Button>
      )}
    </>
  );
}

function KindForm({ task, ...rest }: TaskFormProps<Task>) {
  switch (task.kind) {
    case 'choice':
      return <ChoiceForm task={task} {...rest} />;
    case 'spell':
      return <SpellForm task={task} {...rest} />;
    case 'find':
      return <FindForm task={task} {...rest} />;
  }
}

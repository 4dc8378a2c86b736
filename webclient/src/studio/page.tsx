// One page: its scene on paper, and beside it models, text, tasks and what is missing. It saves itself.
import './forms.css';
import './page.css';
import { useEffect, useState } from 'preact/hooks';
import { Icon, Waiting } from '../ui/controls.tsx';
import { keep } from '../ui/keeping.ts';
import { language, liveTexts } from '../ui/language.ts';
import { SaveLine } from '../ui/save-line.tsx';
import { TopBar } from '../ui/sign-in.tsx';
import { UndoButtons } from '../ui/undo-buttons.tsx';
import { ConflictNotice } from './conflict-notice.tsx';
import { type Editing, openPage } from './editing.ts';
import { ModelsSection } from './models-section.tsx';
import { PublishButton, PublishSection } from './publish-section.tsx';
import { reveal } from './reveal.ts';
import { beforeLeaving, bookAddress, coverAddress, follow, go, HOME } from './route.ts';
import { SceneSection } from './scene-section.tsx';
import { TaskPreview } from './task-preview.tsx';
import { TasksSection } from './tasks-section.tsx';
import { TextSection } from './text-section.tsx';

const t = liveTexts(
  {
    page: 'Halaman {n}',
    models: 'Adegan',
    text: 'Teks',
    tasks: 'Tugas',
    publish: 'Terbitkan',
    parts: 'Bagian halaman',
    side: 'Yang tampak di samping',
    scene: 'Adegan',
    child: 'Seperti anak',
    books: 'Semua buku',
    conflict: 'Halaman ini juga diubah di tempat lain. Tulisan Anda masih ada di sini.',
  },
  {
    page: 'Page {n}',
    models: 'Scene',
    text: 'Text',
    tasks: 'Tasks',
    publish: 'Publish',
    parts: 'Parts of the page',
    side: 'What is seen beside',
    scene: 'Scene',
    child: 'As a child',
    books: 'All books',
    conflict: 'This page was changed somewhere else too. What you wrote is still here.',
  },
);

const parts = ['models', 'text', 'tasks', 'publish'] as const;
type Part = (typeof parts)[number];

/** The part of the screen that a path of the document belongs to. */
export function partOf(where: string): Part {
  const [top] = where.split('.');
  return top === 'nodes' || top === 'light' ? 'models' : top === 'tasks' ? 'tasks' : 'text';
}

export function PageScreen({ id }: { id: string }) {
  const [editing, setEditing] = useState<Editing>();
  const [problem, setProblem] = useState<unknown>();
  const load = () => {
    setProblem(undefined);
    openPage(id).then(setEditing, setProblem);
  };
  useEffect(load, [id]);
  if (!editing) {
    return (
      <>
        <TopBar>
          <a class="back" href={HOME} onClick={follow}>
            <Icon name="back" />
            {t('books')}
          </a>
        </TopBar>
        <Waiting problem={problem} onRetry={load} />
      </>
    );
  }
  return <Editor editing={editing} />;
}

function Editor({ editing }: { editing: Editing }) {
  const [part, setPart] = useState<Part>('models');
  const conflict = editing.conflict.value;
  const [side, setSide] = useState<'scene' | 'child'>('scene');
  const [task, setTask] = useState<string | null>(null);
  const wide = useMedia('(min-width: 901px)');
  /** What is worked on is what is seen beside it. */
  const follow = ({ target }: FocusEvent) => {
    if (!(target instanceof Element)) return;
    const worked = target.closest<HTMLElement>('[data-task]')?.dataset.task;
    if (worked) setTask(worked);
    else if (target.closest('.of-text')) setTask(null);
    if (worked) setSide('child');
    else if (target.closest('.of-models')) setSide('scene');
  };
  useEffect(() => keep(editing, beforeLeaving), [editing]);
  useEffect(() => {
    document.title = `${t('page', { n: editing.number })} · ${editing.book.book.title}`;
    void editing.recheck().catch(() => {});
  }, [language.value]);
  const show = (where: string) => {
    // The cover is the book's, and has its place there.
    if (where.startsWith('cover')) return void go(coverAddress(editing.book.book.id));
    setPart(partOf(where));
    const node = /^nodes\.(\d+)/.exec(where);
    if (node) editing.selected.value = editing.scene.value.nodes[Number(node[1])]?.id ?? null;
    // After the part is there to be shown.
    setTimeout(() => reveal(where), 50);
  };
  return (
    <>
      <TopBar>
        <a class="back" href={bookAddress(editing.book.book.id)} onClick={follow}>
          <Icon name="back" />
          <span>{editing.book.book.title}</span>
        </a>
      </TopBar>
      <div class="page-bar">
        <h1>{t('page', { n: editing.number })}</h1>
        {!conflict && <SaveLine editing={editing} conflict={t('conflict')} />}
        <div class="steps">
          <UndoButtons editing={editing} />
          <PublishButton editing={editing} onShow={show} />
        </div>
      </div>
      {conflict && <ConflictNotice editing={editing} conflict={conflict} />}
      <nav class="parts" aria-label={t('parts')}>
        {parts.map((name) => (
          <button key={name} type="button" aria-pressed={part === name} onClick={() => setPart(name)}>
            {t(name)}
            {name === 'publish' && editing.missing.value.length > 0 && (
              <span class="count"> {editing.missing.value.length}</span>
            )}
          </button>
        ))}
      </nav>
      <div class="editor" data-part={part}>
        <div class="part of-models scene">
          <div hidden={wide && side === 'child'}>
            <SceneSection editing={editing} />
          </div>
          {wide && side === 'child' && <TaskPreview editing={editing} task={task} />}
          {wide && (
            <fieldset class="sides-of-page">
              <legend class="spoken">{t('side')}</legend>
              {(['scene', 'child'] as const).map((name) => (
                <button key={name} type="button" aria-pressed={side === name} onClick={() => setSide(name)}>
                  {t(name)}
                </button>
              ))}
            </fieldset>
          )}
        </div>
        <div class="forms" onFocusIn={follow}>
          <section class="part of-models">
            <h2>{t('models')}</h2>
            <ModelsSection editing={editing} />
          </section>
          <section class="part of-text">
            <h2>{t('text')}</h2>
            <TextSection editing={editing} />
          </section>
          <section class="part of-tasks">
            <h2>{t('tasks')}</h2>
            <TasksSection editing={editing} />
            {!wide && part === 'tasks' && editing.scene.value.tasks.length > 0 && (
              <TaskPreview editing={editing} task={task ?? editing.scene.value.tasks[0]!.id} />
            )}
          </section>
          <section class="part of-publish">
            <h2>{t('publish')}</h2>
            <PublishSection editing={editing} onShow={show} />
          </section>
        </div>
      </div>
    </>
  );
}

/** Whether the screen is of this kind now. */
function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const changed = () => setMatches(list.matches);
    list.addEventListener('change', changed);
    return () => list.removeEventListener('change', changed);
  }, [query]);
  return matches;
}

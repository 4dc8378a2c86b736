// The results child by child, and page by page of the child that is pressed; each can be forgotten.
import { useState } from 'preact/hooks';
import type { ChildResult, Results } from '../generated/api.ts';
import { remove } from '../net/http.ts';
import { Button, Face, Icon, notify, problemText } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import { Question } from './results-question.tsx';
import { lasted } from './times.ts';
import { learnerName } from './wording.ts';

const t = liveTexts(
  {
    child: 'Anak',
    pages: 'Halaman',
    tasks: 'Tugas berhasil',
    first: 'Coba pertama',
    tries: 'Jawaban',
    time: 'Waktu',
    more: 'Halaman {name}',
    removed: 'dikeluarkan',
    noPages: 'Belum membuka halaman.',
    page: 'Hal. {n}',
    gone: 'Halaman yang sudah tidak ada',
    read: 'selesai dibaca',
    tried: '{solved} tugas berhasil, {tries} jawaban',
    unknown: 'waktu tidak diketahui',
    forget: 'Lupakan {name}',
    ask: 'Lupakan {name} untuk selamanya? Jawabannya dihapus dari server, dan anak itu keluar dari kelompok. Ini tidak dapat dibatalkan.',
    forgotten: '{name} sudah dilupakan.',
    yes: 'Lupakan',
  },
  {
    child: 'Child',
    pages: 'Pages',
    tasks: 'Tasks solved',
    first: 'First try',
    tries: 'Answers',
    time: 'Time',
    more: 'Pages of {name}',
    removed: 'removed',
    noPages: 'Has opened no page yet.',
    page: 'P. {n}',
    gone: 'A page that is no longer there',
    read: 'read to the end',
    tried: '{solved} tasks solved, {tries} answers',
    unknown: 'time not known',
    forget: 'Forget {name}',
    ask: 'Forget {name} for ever? The answers are deleted from the server, and the child leaves the group. This cannot be undone.',
    forgotten: '{name} was forgotten.',
    yes: 'Forget',
  },
);

export function ResultsChildren({ results, onForgotten }: { results: Results; onForgotten: () => void }) {
  const [chosen, choose] = useState<ChildResult | null>(null);
  const [opened, open] = useState<string | null>(null);
  const name = chosen ? learnerName(chosen.learner) : '';
  const forget = async () => {
    try {
      await remove(`/api/reports/groups/${results.group}/learners/${chosen!.learner.id}`);
      notify(t('forgotten', { name }));
      onForgotten();
    } catch (problem) {
      notify(problemText(problem), true);
    }
  };
  return (
    <>
      <section class="scrolls" tabindex={0} aria-label={t('child')}>
        <table>
          <thead>
            <tr>
              {[t('child'), t('pages'), t('tasks'), t('first'), t('tries'), t('time')].map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {results.children.map((child) => (
              <Child
                key={child.learner.id}
                child={child}
                results={results}
                open={opened === child.learner.id}
                onOpen={() => open(opened === child.learner.id ? null : child.learner.id)}
                onForget={() => choose(child)}
              />
            ))}
          </tbody>
        </table>
      </section>
      <Question
        open={chosen !== null}
        title={t('forget', { name })}
        yes={t('yes')}
        onYes={forget}
        onClose={() => choose(null)}
      >
        {t('ask', { name })}
      </Question>
    </>
  );
}

interface ChildProps {
  child: ChildResult;
  results: Results;
  open: boolean;
  onOpen: () => void;
  onForget: () => void;
}

function Child({ child, results, open, onOpen, onForget }: ChildProps) {
  const name = learnerName(child.learner);
  return (
    <>
      <tr>
        <th scope="row">
          <button type="button" class="who" aria-expanded={open} aria-label={t('more', { name })} onClick={onOpen}>
            <Face face={child.learner} />
            <span>
              {name}
              {child.removed && <span class="hint">{t('removed')}</span>}
            </span>
            <Icon name="next" />
          </button>
        </th>
        <td>{child.finished.length}</td>
        <td>{child.solved}</td>
        <td>{child.first_try}</td>
        <td>{child.tries}</td>
        <td>{lasted(child.seconds)}</td>
        <td>
          <Button look="quiet" icon="trash" aria-label={t('forget', { name })} onClick={onForget} />
        </td>
      </tr>
      {open && (
        <tr class="child-pages">
          <td colSpan={7}>
            {child.pages.length === 0 ? <p class="hint">{t('noPages')}</p> : <Pages child={child} results={results} />}
          </td>
        </tr>
      )}
    </>
  );
}

/** Page by page: how long, how far, what came of the tasks. */
function Pages({ child, results }: { child: ChildResult; results: Results }) {
  return (
    <ul>
      {child.pages.map((done) => {
        const page = results.pages.find((one) => one.page === done.page);
        return (
          <li key={done.page}>
            <b>{page?.number == null ? t('gone') : t('page', { n: page.number })}</b>
            <span class="title">{page?.title}</span>
            <span class="time">{lasted(done.seconds)}</span>
            <span class="hint">
              {done.finished && <Icon name="check" />} {howItWent(done)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}

function howItWent(done: ChildResult['pages'][number]): string {
  const { seconds, finished, tries, solved } = done;
  const said = [seconds === null && t('unknown'), finished && t('read'), tries > 0 && t('tried', { solved, tries })];
  return said.filter(Boolean).join(' · ');
}

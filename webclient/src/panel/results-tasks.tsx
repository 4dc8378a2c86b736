// The results page by page, and task by task with the answers that were given.
import type { AnswerCount, Results, TaskResult } from '../generated/api.ts';
import { Icon } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import { lasted } from './times.ts';

const t = liveTexts(
  {
    page: 'Hal. {n}',
    gone: 'Halaman ini sudah tidak ada',
    title: 'Halaman',
    opened: 'Membuka',
    finished: 'Selesai',
    median: 'Waktu tengah',
    counts: '{tried} anak mencoba, {solved} berhasil, {first} pada coba pertama',
    times: '{n} kali',
    right: 'benar',
    wrong: 'belum',
  },
  {
    page: 'Page {n}',
    gone: 'This page is no longer there',
    title: 'Page',
    opened: 'Opened',
    finished: 'Finished',
    median: 'Median time',
    counts: '{tried} children tried, {solved} solved it, {first} at the first try',
    times: '{n} times',
    right: 'right',
    wrong: 'not yet',
  },
);

/** More answers than these to one task, of words spelled freely, are not told one by one. */
const MOST = 6;

const pageWord = (number: number | null): string => (number === null ? t('gone') : t('page', { n: number }));

export function ResultsPages({ results }: { results: Results }) {
  return (
    <section class="scrolls" tabindex={0} aria-label={t('title')}>
      <table>
        <thead>
          <tr>
            {[t('title'), t('opened'), t('finished'), t('median')].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {results.pages.map((page) => (
            <tr key={page.page}>
              <th scope="row">
                <span class="hint">{pageWord(page.number)}</span> {page.title}
              </th>
              <td>{page.opened}</td>
              <td>{page.finished}</td>
              <td>{lasted(page.median_seconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function ResultsTasks({ results }: { results: Results }) {
  return (
    <ul class="tasks-told">
      {results.tasks.map((task) => (
        <TaskTold key={task.page + task.task} task={task} />
      ))}
    </ul>
  );
}

function TaskTold({ task }: { task: TaskResult }) {
  const all = task.answers.reduce((sum, { count }) => sum + count, 0);
  return (
    <li>
      <h3>
        <span class="hint">{pageWord(task.number)}</span> {task.prompt || task.task}
      </h3>
      <p>{t('counts', { tried: task.tried, solved: task.solved, first: task.first_try })}</p>
      <ul class="given">
        {task.answers.slice(0, MOST).map((answer) => (
          <Given key={`${answer.value} ${answer.correct}`} answer={answer} share={answer.count / all} />
        ))}
      </ul>
    </li>
  );
}

function Given({ answer, share }: { answer: AnswerCount; share: number }) {
  return (
    <li class={answer.correct ? 'right' : 'wrong'} style={{ '--share': `${Math.round(share * 100)}%` }}>
      <Icon name={answer.correct ? 'check' : 'close'} />
      <span class="spoken">{t(answer.correct ? 'right' : 'wrong')}:</span>
      <span class="value">{answer.text}</span>
      <span class="count">{t('times', { n: answer.count })}</span>
    </li>
  );
}

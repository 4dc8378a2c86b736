// What remains after the end: how far the group came, child by child, and the results to keep.
import './summary.css';
import type { Room } from '../core/room.ts';
import { tallyTasks, tasksIn } from '../core/tally.ts';
import { faceName } from '../ui/animals.ts';
import { ButtonLink, Face } from '../ui/controls.tsx';
import { language, liveTexts } from '../ui/language.ts';
import type { Connection } from './connection.ts';
import { follow } from './route.ts';
import { bookText, pageWord } from './wording.ts';

const t = liveTexts(
  {
    title: 'Kegiatan ini sudah selesai',
    children: 'anak',
    solved: 'tugas berhasil',
    finished: 'halaman selesai dibaca',
    csv: 'Unduh hasil (CSV)',
    again: 'Semua kelompok',
    each: 'Setiap anak',
    child: 'Anak',
    tasks: 'Tugas',
    pages: 'Halaman',
    tries: 'Jawaban',
    hard: 'Yang paling sulit',
    hardHint: 'Tugas yang paling banyak belum berhasil, di antara anak-anak yang mencobanya.',
    of: '{n} dari {all}',
    notYet: '{n} belum berhasil',
  },
  {
    title: 'This group has ended',
    children: 'children',
    solved: 'tasks solved',
    finished: 'pages read to the end',
    csv: 'Download results (CSV)',
    again: 'All groups',
    each: 'Each child',
    child: 'Child',
    tasks: 'Tasks',
    pages: 'Pages',
    tries: 'Answers',
    hard: 'The hardest',
    hardHint: 'Tasks that most children left unsolved, of those who tried them last.',
    of: '{n} of {all}',
    notYet: '{n} not yet',
  },
);

export const resultsOf = (group: string): string => `/api/reports/groups/${group}/results.csv`;

export function Summary({ connection, room }: { connection: Connection; room: Room }) {
  const figures = [
    [room.rows.length, t('children')],
    [room.rows.reduce((sum, row) => sum + row.solved.length, 0), t('solved')],
    [room.rows.reduce((sum, row) => sum + row.finished.length, 0), t('finished')],
  ] as const;
  return (
    <div class="summary">
      <h2>{t('title')}</h2>
      <dl class="figures">
        {figures.map(([figure, what]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{figure}</dd>
          </div>
        ))}
      </dl>
      <p class="commands">
        <ButtonLink look="primary" icon="download" href={resultsOf(room.group)} download>
          {t('csv')}
        </ButtonLink>
        <ButtonLink href="/panel" onClick={follow}>
          {t('again')}
        </ButtonLink>
      </p>
      <Hardest connection={connection} room={room} />
      {room.rows.length > 0 && <EachChild connection={connection} room={room} />}
    </div>
  );
}

function EachChild({ connection, room }: { connection: Connection; room: Room }) {
  const pages = connection.manifest.value?.pages ?? [];
  const tasks = tasksIn(pages);
  return (
    <section>
      <h3>{t('each')}</h3>
      <table>
        <thead>
          <tr>
            {[t('child'), t('pages'), t('tasks'), t('tries')].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {room.rows.map((row) => (
            <tr key={row.learner.id}>
              <th scope="row">
                <Face face={row.learner} />
                {faceName(row.learner, language.value)}
              </th>
              <td>{t('of', { n: row.finished.length, all: pages.length })}</td>
              <td>{t('of', { n: row.solved.length, all: tasks })}</td>
              <td>{row.tries}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The tasks to come back to with the children: at most three. */
function Hardest({ connection, room }: { connection: Connection; room: Room }) {
  const manifest = connection.manifest.value;
  const hard = (manifest?.pages ?? [])
    .flatMap((page) => tallyTasks(room.rows, page).map((tally) => ({ page, tally })))
    .filter(({ tally }) => tally.trying > 0)
    .sort((a, b) => b.tally.trying - a.tally.trying)
    .slice(0, 3);
  if (hard.length === 0) return null;
  return (
    <section>
      <h3>{t('hard')}</h3>
      <p class="hint">{t('hardHint')}</p>
      <ul class="hardest">
        {hard.map(({ page, tally }) => (
          <li key={page.id + tally.task.id}>
            <span class="hint">{pageWord(manifest, page.id)}</span> {bookText(tally.task.prompt, manifest)}{' '}
            <span class="hint">{t('notYet', { n: tally.trying })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

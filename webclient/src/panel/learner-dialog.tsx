// One learner more closely: what it does now, its last answer in words, and what it has done on each page.
import type { Row } from '../generated/protocol.ts';
import { faceName } from '../ui/animals.ts';
import { Dialog, Face, Icon } from '../ui/controls.tsx';
import { language, liveTexts } from '../ui/language.ts';
import type { Connection } from './connection.ts';
import { needIcons, needWord } from './learner-card.tsx';
import { bookText, pageOf, pageWord, rungWord, since, valueWord, verdict, viewWord } from './wording.ts';

const t = liveTexts(
  {
    now: 'Sekarang',
    last: 'Jawaban terakhir',
    none: 'Belum ada jawaban.',
    tries: '{n} jawaban dikirim',
    pages: 'Halaman',
    finished: 'selesai dibaca',
    tasks: '{n} dari {all} tugas',
    away: 'tidak tersambung',
  },
  {
    now: 'Now',
    last: 'Last answer',
    none: 'No answer yet.',
    tries: '{n} answers sent',
    pages: 'Pages',
    finished: 'read to the end',
    tasks: '{n} of {all} tasks',
    away: 'not connected',
  },
);

export function LearnerDialog({
  connection,
  learner,
  onClose,
}: {
  connection: Connection;
  learner: string | null;
  onClose: () => void;
}) {
  const row = connection.room.value?.rows.find((row) => row.learner.id === learner);
  return (
    <Dialog open={row !== undefined} title={row ? faceName(row.learner, language.value) : ''} onClose={onClose}>
      {row && <About row={row} connection={connection} />}
    </Dialog>
  );
}

function About({ row, connection }: { row: Row; connection: Connection }) {
  const manifest = connection.manifest.value;
  const need = connection.needy.value.find((needy) => needy.row.learner.id === row.learner.id)?.need;
  const now = connection.serverNow.value;
  return (
    <div class="about-learner">
      <Face face={row.learner} />
      <div>
        {need && (
          <p class={`need-line ${need}`}>
            <Icon name={needIcons[need]} /> {needWord(need, row, now)}
          </p>
        )}
        <h3>{t('now')}</h3>
        <p>
          {pageWord(manifest, row.page)}, {row.connected ? `${viewWord(row.view)} (${rungWord(row.rung)})` : t('away')}
        </p>
        <h3>{t('last')}</h3>
        <LastAnswer row={row} connection={connection} />
      </div>
      <div class="pages-done">
        <h3>{t('pages')}</h3>
        <ol>
          {manifest?.pages.map((page) => {
            const solved = row.solved.filter((ref) => ref.page === page.id).length;
            const finished = row.finished.includes(page.id);
            return (
              <li key={page.id}>
                <span class="number">{page.number}</span>
                <span>{bookText(page.scene.title, manifest)}</span>
                <span class="hint">{t('tasks', { n: solved, all: page.scene.tasks.length })}</span>
                <span class="hint" title={finished ? t('finished') : ''}>
                  {finished && (
                    <>
                      <Icon name="check" />
                      <span class="spoken">{t('finished')}</span>
                    </>
                  )}
                </span>
              </li>
            );
          })}
        </ol>
      </div>
    </div>
  );
}

function LastAnswer({ row, connection }: { row: Row; connection: Connection }) {
  const manifest = connection.manifest.value;
  const page = pageOf(manifest, row.last?.page ?? null);
  if (!row.last) return <p>{t('none')}</p>;
  const task = page?.scene.tasks.find((task) => task.id === row.last?.task);
  return (
    <>
      {task && <p class="hint">{bookText(task.prompt, manifest)}</p>}
      <p>
        <b>{page ? valueWord(task, row.last.value, page, manifest) : row.last.value}</b>, {verdict(row.last.correct)},{' '}
        {since(row.last.at, connection.serverNow.value)}
      </p>
      <p class="hint">{t('tries', { n: row.tries })}</p>
    </>
  );
}

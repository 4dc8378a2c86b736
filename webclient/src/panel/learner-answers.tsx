// What one learner has answered, newest first, and how far it is on each page.
import type { LastAnswer, Row } from '../generated/protocol.ts';
import { Icon } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import type { Connection } from './connection.ts';
import { bookText, pageOf, pageWord, since, valueWord, verdict } from './wording.ts';

const t = liveTexts(
  {
    last: 'Jawaban terakhir',
    none: 'Belum ada jawaban.',
    tries: '{n} jawaban dikirim',
    pages: 'Halaman',
    finished: 'selesai dibaca',
    tasks: '{n} dari {all} tugas',
  },
  {
    last: 'Last answers',
    none: 'No answer yet.',
    tries: '{n} answers sent',
    pages: 'Pages',
    finished: 'read to the end',
    tasks: '{n} of {all} tasks',
  },
);

const MOST = 5;

interface Props {
  row: Row;
  connection: Connection;
}

export function Answers({ row, connection }: Props) {
  const newest = [...row.answers].sort((a, b) => b.at - a.at).slice(0, MOST);
  return (
    <section>
      <h3>{t('last')}</h3>
      {newest.length === 0 ? (
        <p class="hint">{t('none')}</p>
      ) : (
        <ul class="answers">
          {newest.map((answer) => (
            <Answer key={`${answer.page} ${answer.task}`} answer={answer} connection={connection} />
          ))}
        </ul>
      )}
      {row.tries > 0 && <p class="hint">{t('tries', { n: row.tries })}</p>}
    </section>
  );
}

function Answer({ answer, connection }: { answer: LastAnswer; connection: Connection }) {
  const manifest = connection.manifest.value;
  const page = pageOf(manifest, answer.page);
  const task = page?.scene.tasks.find((task) => task.id === answer.task);
  return (
    <li data-correct={answer.correct}>
      {answer.correct ? <Icon name="check" /> : <i class="open" />}
      <span>
        <span class="hint">
          {pageWord(manifest, answer.page, true)} · {task ? bookText(task.prompt, manifest) : answer.task}
        </span>
        <span>
          <b>{page ? valueWord(task, answer.value, page, manifest) : answer.value}</b>, {verdict(answer.correct)},{' '}
          {since(answer.at, connection.serverNow.value)}
        </span>
      </span>
    </li>
  );
}

export function PagesDone({ row, connection }: Props) {
  const manifest = connection.manifest.value;
  return (
    <section>
      <h3>{t('pages')}</h3>
      <ol class="pages-done">
        {manifest?.pages.map((page) => {
          const solved = row.solved.filter((ref) => ref.page === page.id).length;
          const finished = row.finished.includes(page.id);
          return (
            <li key={page.id} aria-current={row.page === page.id ? 'page' : undefined}>
              <span class="number">{page.number}</span>
              <span>{bookText(page.scene.title, manifest)}</span>
              <span class="hint tabular">{t('tasks', { n: solved, all: page.scene.tasks.length })}</span>
              <span class="hint">
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
    </section>
  );
}

// The results child by child; each can be forgotten.
import { useState } from 'preact/hooks';
import type { ChildResult, Results } from '../generated/api.ts';
import { remove } from '../net/http.ts';
import { Button, Face, notify, problemText } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import { Question } from './results-question.tsx';
import { minutes } from './times.ts';
import { learnerName } from './wording.ts';

const t = liveTexts(
  {
    child: 'Anak',
    pages: 'Halaman',
    tasks: 'Tugas berhasil',
    first: 'Coba pertama',
    tries: 'Jawaban',
    time: 'Waktu',
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
    forget: 'Forget {name}',
    ask: 'Forget {name} for ever? The answers are deleted from the server, and the child leaves the group. This cannot be undone.',
    forgotten: '{name} was forgotten.',
    yes: 'Forget',
  },
);

export function ResultsChildren({ results, onForgotten }: { results: Results; onForgotten: () => void }) {
  const [chosen, choose] = useState<ChildResult | null>(null);
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
              <Child key={child.learner.id} child={child} onForget={() => choose(child)} />
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

function Child({ child, onForget }: { child: ChildResult; onForget: () => void }) {
  const name = learnerName(child.learner);
  return (
    <tr>
      <th scope="row">
        <span class="who">
          <Face face={child.learner} />
          {name}
        </span>
      </th>
      <td>{child.finished.length}</td>
      <td>{child.solved}</td>
      <td>{child.first_try}</td>
      <td>{child.tries}</td>
      <td>{minutes(child.seconds)}</td>
      <td>
        <Button look="quiet" icon="trash" aria-label={t('forget', { name })} onClick={onForget} />
      </td>
    </tr>
  );
}

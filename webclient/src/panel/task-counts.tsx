// How the children answer a task, as the answers come; those who gave one answer can be chosen, to do something for them.
import type { AnswerTally, TaskTally } from '../core/tally.ts';
import type { BookManifest, BookPage } from '../generated/api.ts';
import { Icon } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import { Bar } from './bar.tsx';
import { bookText, childrenWord, valueWord } from './wording.ts';

const t = liveTexts(
  {
    solved: '{n} berhasil',
    trying: '{n} masih mencoba',
    right: 'jawaban yang tepat',
    choose: 'Pilih {children} ini',
    others: 'dan {n} jawaban lain',
  },
  {
    solved: '{n} got it',
    trying: '{n} still trying',
    right: 'the right answer',
    choose: 'Choose these {children}',
    others: 'and {n} other answers',
  },
);

/** Of free answers, as many as one can act on. */
const MOST_ANSWERS = 5;

interface TaskCountsProps {
  tally: TaskTally;
  page: BookPage;
  manifest: BookManifest;
  of: number;
  onChoose: (learners: readonly string[]) => void;
}

export function TaskCounts({ tally, page, manifest, of, onChoose }: TaskCountsProps) {
  const { task } = tally;
  const most = task.kind === 'choice' ? tally.answers.length : MOST_ANSWERS;
  const shown = tally.answers.slice(0, most);
  return (
    <div class="task" data-task={task.id}>
      <h3>{bookText(task.prompt, manifest)}</h3>
      <ul>
        {shown.map((answer) => (
          <li key={answer.value} data-option={answer.value} data-count={answer.learners.length}>
            <Answer answer={answer} word={valueWord(task, answer.value, page, manifest)} of={of} onChoose={onChoose} />
          </li>
        ))}
      </ul>
      <p class="counts">
        <span>{t('solved', { n: tally.solved })}</span>
        <span>{t('trying', { n: tally.trying })}</span>
        {tally.answers.length > most && <span>{t('others', { n: tally.answers.length - most })}</span>}
      </p>
    </div>
  );
}

interface AnswerProps {
  answer: AnswerTally;
  word: string;
  of: number;
  onChoose: (learners: readonly string[]) => void;
}

function Answer({ answer, word, of, onChoose }: AnswerProps) {
  const { right } = answer;
  const count = answer.learners.length;
  return (
    <button
      type="button"
      class="answer"
      disabled={count === 0}
      title={count > 0 ? t('choose', { children: childrenWord(count) }) : undefined}
      onClick={() => onChoose(answer.learners)}
    >
      <span>
        {word}
        {right && (
          <>
            <Icon name="check" />
            <span class="spoken"> ({t('right')})</span>
          </>
        )}
      </span>
      <span class="number">
        <span aria-hidden="true">{count}</span>
        <span class="spoken">{childrenWord(count)}</span>
      </span>
      <Bar value={count} of={of} right={right} />
    </button>
  );
}

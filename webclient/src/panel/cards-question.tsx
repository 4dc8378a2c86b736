// The question that is asked of the room, its answers as A to D, and which other ones there are.
import type { CardQuestion } from '../core/card-questions.ts';
import { countLetters, LETTERS, type Letter } from '../core/cards.ts';
import type { BookManifest, BookPage } from '../generated/api.ts';
import { Field, Icon } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import { Bar } from './bar.tsx';
import { bookText, childrenWord, pageWord } from './wording.ts';

const t = liveTexts(
  { question: 'Pertanyaan', choose: 'Pilih pertanyaan…', right: 'jawaban yang tepat' },
  { question: 'Question', choose: 'Choose a question…', right: 'the right answer' },
);

interface ChooseProps {
  questions: readonly CardQuestion<BookPage>[];
  question: CardQuestion<BookPage> | null;
  manifest: BookManifest;
  onAsk: (question: CardQuestion<BookPage>) => void;
}

export function ChooseQuestion({ questions, question, manifest, onAsk }: ChooseProps) {
  return (
    <Field
      label={t('question')}
      control={(ties) => (
        <select
          {...ties}
          class="cards-choice"
          value={question?.id ?? ''}
          onChange={(event) => {
            const next = questions.find(({ id }) => id === event.currentTarget.value);
            if (next) onAsk(next);
          }}
        >
          {!question && <option value="">{t('choose')}</option>}
          {questions.map(({ id, page, task }) => (
            <option key={id} value={id}>
              {`${pageWord(manifest, page.id, true)} · ${bookText(task.prompt, manifest)}`}
            </option>
          ))}
        </select>
      )}
    />
  );
}

interface AskedProps {
  question: CardQuestion<BookPage>;
  manifest: BookManifest;
  letters: ReadonlyMap<number, Letter>;
  /** Whether the counts, and which answer is right, may be seen: the room looks over the educator's shoulder. */
  open: boolean;
}

export function AskedQuestion({ question: { task }, manifest, letters, open }: AskedProps) {
  const counts = countLetters(letters, task.options.length);
  return (
    <section class="cards-asked" data-task={task.id}>
      <h2>{bookText(task.prompt, manifest)}</h2>
      <ol>
        {task.options.map((option, i) => {
          const right = open && option.id === task.answer;
          return (
            <li key={option.id} data-letter={LETTERS[i]} data-count={open ? counts[i] : undefined}>
              <b class="letter">{LETTERS[i]}</b>
              <span>
                {bookText(option.text, manifest)}
                {right && (
                  <>
                    <Icon name="check" />
                    <span class="spoken"> ({t('right')})</span>
                  </>
                )}
              </span>
              {open && (
                <>
                  <span class="number tabular">
                    <span aria-hidden="true">{counts[i]}</span>
                    <span class="spoken">{childrenWord(counts[i]!)}</span>
                  </span>
                  <Bar value={counts[i]!} of={Math.max(1, letters.size)} right={right} />
                </>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

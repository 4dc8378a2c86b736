// A sentence for one child: what fits its task, what often helps, or the educator's own words.
import { useState } from 'preact/hooks';
import type { Row } from '../generated/protocol.ts';
import { Button, Icon } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import type { Connection } from './connection.ts';
import { bookText, pageOf } from './wording.ts';

const t = liveTexts(
  {
    title: 'Kirim petunjuk',
    own: 'Dengan kata-kata Anda',
    send: 'Kirim',
    read: 'Baca sekali lagi pelan-pelan.',
    listen: 'Dengarkan ceritanya sekali lagi.',
    look: 'Perhatikan gambarnya baik-baik.',
    tap: 'Ketuk kata yang sulit untuk mendengarnya.',
    another: 'Coba jawaban yang lain.',
    friend: 'Tanyakan kepada teman di sebelahmu.',
    coming: 'Tunggu sebentar, Ibu atau Bapak segera datang.',
  },
  {
    title: 'Send a hint',
    own: 'In your own words',
    send: 'Send',
    read: 'Read it once more, slowly.',
    listen: 'Listen to the story once more.',
    look: 'Look closely at the picture.',
    tap: 'Tap a hard word to hear it.',
    another: 'Try another answer.',
    friend: 'Ask the friend next to you.',
    coming: 'Wait a moment, I am coming.',
  },
);

const prepared = ['read', 'listen', 'look', 'tap', 'another', 'friend', 'coming'] as const;
/** By the protocol. */
const LONGEST = 200;

export function HintForm({ row, connection }: { row: Row; connection: Connection }) {
  const [words, write] = useState('');
  const learner = row.learner.id;
  const pending = connection.isPendingFor('hint', learner);
  const send = (text: string) => connection.order({ do: 'hint', to: learner, text });
  const fitting = hintOfTask(row, connection);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const text = words.trim();
    if (!text || pending) return;
    send(text);
    write('');
  };
  return (
    <details class="hints">
      <summary>
        <Icon name="next" /> {t('title')}
      </summary>
      <ul>
        {fitting && <Sentence text={fitting} pending={pending} onSend={send} />}
        {prepared.map((key) => (
          <Sentence key={key} text={t(key)} pending={pending} onSend={send} />
        ))}
      </ul>
      <form onSubmit={submit}>
        <input
          aria-label={t('own')}
          placeholder={t('own')}
          maxLength={LONGEST}
          value={words}
          onInput={(event) => write(event.currentTarget.value)}
        />
        <Button type="submit" look="primary" pending={pending} disabled={words.trim() === ''}>
          {t('send')}
        </Button>
      </form>
    </details>
  );
}

function Sentence({ text, pending, onSend }: { text: string; pending: boolean; onSend: (text: string) => void }) {
  return (
    <li>
      <Button look="quiet" pending={pending} onClick={() => onSend(text)}>
        {text}
      </Button>
    </li>
  );
}

/** What the book itself says to who is stuck at the task that this child tried last in vain. */
function hintOfTask(row: Row, connection: Connection): string | null {
  const open = [...row.answers].filter((answer) => !answer.correct).sort((a, b) => b.at - a.at)[0];
  const manifest = connection.manifest.value;
  const task = pageOf(manifest, open?.page ?? null)?.scene.tasks.find((task) => task.id === open?.task);
  return task?.hint ? bookText(task.hint, manifest).slice(0, LONGEST) : null;
}

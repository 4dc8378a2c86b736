// The room without phones: the educator's phone reads the cards that the children hold up, and closes the question.
import './cards.css';
import { useEffect, useMemo } from 'preact/hooks';
import { answeredBefore, cardQuestions, questionAfter, questionNow } from '../core/card-questions.ts';
import type { Orders } from '../core/orders.ts';
import type { Room } from '../core/room.ts';
import type { BookManifest } from '../generated/api.ts';
import { Button, Icon, notify, Waiting } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import { TopBar } from '../ui/sign-in.tsx';
import { CardsCamera } from './cards-camera.tsx';
import { CardsDealt, CardsGrid } from './cards-grid.tsx';
import { AskedQuestion, ChooseQuestion } from './cards-question.tsx';
import { CardsTable, type Question } from './cards-table.ts';
import type { Connection } from './connection.ts';
import { useConnection } from './group.tsx';
import { ConnectionState } from './group-bar.tsx';
import { addressOf, follow } from './route.ts';
import { childrenWord } from './wording.ts';

const t = liveTexts(
  {
    back: 'Kembali ke kelompok',
    title: 'Kartu jawaban',
    ended: 'Kegiatan ini sudah selesai.',
    none: 'Buku ini tidak punya soal pilihan dengan paling banyak empat jawaban.',
    close: 'Tutup pertanyaan',
    again: 'Ulangi',
    counts: 'Lihat jumlah',
    saving: 'Menyimpan jawaban {children}…',
    saved: 'Jawaban {children} tersimpan.',
    undo: 'Batalkan',
    next: 'Berikutnya',
    last: 'Itu pertanyaan terakhir di buku ini.',
    before: '{children} sudah menjawab pertanyaan ini. Menutupnya lagi dihitung sebagai percobaan berikutnya.',
  },
  {
    back: 'Back to the group',
    title: 'Answer cards',
    ended: 'This group has ended.',
    none: 'This book has no choice question with four answers at most.',
    close: 'Close the question',
    again: 'Start over',
    counts: 'Show counts',
    saving: 'Saving the answers of {children}…',
    saved: 'The answers of {children} are saved.',
    undo: 'Undo',
    next: 'Next',
    last: 'That was the last question of this book.',
    before: '{children} answered this question before. Closing it again counts as their next try.',
  },
);

export function CardsScreen({ id }: { id: string }) {
  const connection = useConnection(id);
  const room = connection.room.value;
  const manifest = connection.manifest.value;
  const title = connection.group.value?.book_title;
  useEffect(() => {
    document.title = title ? `${t('title')}: ${title}` : 'arlearn';
  }, [title]);
  return (
    <div class="cards-screen" data-state={connection.state.value}>
      <TopBar>
        <a class="button quiet" href={addressOf(id)} onClick={follow} aria-label={t('back')} title={t('back')}>
          <Icon name="back" />
        </a>
        <h1>{t('title')}</h1>
        <ConnectionState connection={connection} />
      </TopBar>
      {room && manifest ? (
        <Table connection={connection} room={room} manifest={manifest} />
      ) : (
        <Waiting problem={connection.problem.value} onRetry={() => connection.load()} />
      )}
    </div>
  );
}

interface TableProps {
  connection: Connection;
  room: Room;
  manifest: BookManifest;
}

function Table({ connection, room, manifest }: TableProps) {
  const table = useMemo(() => new CardsTable(connection), [connection]);
  useSettled(connection, table);
  const { control } = room;
  const questions = cardQuestions(manifest.pages, control.plan);
  const closed = table.closed.value;
  const page = pageToBe(connection.orders.value, control.page);
  const question = closed?.question ?? questionNow(questions, table.chosen.value, page);
  useEffect(() => table.show(question), [table, question?.id]);
  if (control.ended) return <p class="waiting">{t('ended')}</p>;
  if (questions.length === 0) return <p class="waiting">{t('none')}</p>;
  const ask = (next: Question) => {
    if (next.page.id !== control.page) connection.openPage(next.page.id);
    table.begin(next);
  };
  const choose = <ChooseQuestion questions={questions} question={question} manifest={manifest} onAsk={ask} />;
  return (
    <div class="cards-table" data-closed={closed !== null}>
      <CardsCamera table={table} />
      <div class="cards-side">
        {!question && choose}
        {question && (
          <AskedQuestion
            question={question}
            manifest={manifest}
            letters={closed?.letters ?? table.letters(question)}
            open={table.open.value}
          />
        )}
        {question && !closed && <Before count={answeredBefore(room.rows, question)} />}
        <CardsGrid table={table} room={room} question={question} />
        {question && choose}
        <CardsDealt table={table} />
        {question && !closed && <WhileAsking table={table} question={question} manifest={manifest} />}
        {question && closed && (
          <AfterClosing
            connection={connection}
            table={table}
            next={questionAfter(questions, question.id)}
            onAsk={ask}
          />
        )}
      </div>
    </div>
  );
}

/** The page that is open, or that this educator is just opening. */
function pageToBe(orders: Orders, now: string | null): string | null {
  const opening = orders.flatMap(({ order }) => (order.do === 'open_page' && order.to === null ? [order.page] : []));
  return opening.length > 0 ? opening.at(-1)! : now;
}

/** Closed before, here or on another educator's device. */
function Before({ count }: { count: number }) {
  return count > 0 ? <p class="hint cards-before">{t('before', { children: childrenWord(count) })}</p> : null;
}

interface WhileAskingProps {
  table: CardsTable;
  question: Question;
  manifest: BookManifest;
}

function WhileAsking({ table, question, manifest }: WhileAskingProps) {
  return (
    <div class="cards-buttons">
      <Button
        look="primary"
        icon="check"
        disabled={table.letters(question).size === 0}
        onClick={() => table.close(question, manifest.book.languages[0] ?? 'id')}
      >
        {t('close')}
      </Button>
      <CountsButton table={table} />
      <Button icon="again" aria-label={t('again')} title={t('again')} onClick={() => table.begin(question)} />
    </div>
  );
}

interface AfterClosingProps {
  connection: Connection;
  table: CardsTable;
  next: Question | null;
  onAsk: (next: Question) => void;
}

function AfterClosing({ connection, table, next, onAsk }: AfterClosingProps) {
  const { command, letters } = table.closed.value!;
  const saving = connection.orders.value.some(({ id }) => id === command);
  return (
    <div class="cards-buttons">
      <p class="cards-saved" role="status" data-saved={!saving}>
        <Icon name={saving ? 'timer' : 'check'} />
        {t(saving ? 'saving' : 'saved', { children: childrenWord(letters.size) })}
      </p>
      {next ? (
        <Button look="primary" icon="next" onClick={() => onAsk(next)}>
          {t('next')}
        </Button>
      ) : (
        <p class="hint">{t('last')}</p>
      )}
      <CountsButton table={table} />
      <Button pending={saving} onClick={() => table.takeBack()}>
        {t('undo')}
      </Button>
    </div>
  );
}

/** The room looks over the educator's shoulder: how it answered is seen when the educator wants it. */
function CountsButton({ table }: { table: CardsTable }) {
  const open = table.open.value;
  return (
    <Button
      icon="eye"
      aria-label={t('counts')}
      title={t('counts')}
      aria-pressed={open}
      onClick={() => {
        table.open.value = !open;
      }}
    />
  );
}

/** Follows what becomes of the answers that were sent. */
function useSettled(connection: Connection, table: CardsTable): void {
  useEffect(() => {
    connection.onRefused = (refused) => {
      table.refused(refused.id);
      notify(refused.message, true);
    };
    table.resume();
    return connection.orders.subscribe((orders) => table.follow(orders));
  }, [connection, table]);
}

// Who was read: an animal for every card that was dealt, which fills when its card is read. Who is missing stays pale.
import { useEffect, useState } from 'preact/hooks';
import { withoutOption } from '../core/cards.ts';
import { cardsHere, missingCards } from '../core/cards-dealt.ts';
import type { Room } from '../core/room.ts';
import { faceName } from '../ui/animals.ts';
import { CARDS, faceOfCard } from '../ui/card-faces.ts';
import { announce, ButtonLink, Face, Field, Icon } from '../ui/controls.tsx';
import { language, liveTexts } from '../ui/language.ts';
import type { CardsTable, Question } from './cards-table.ts';
import { cardWord } from './wording.ts';

const t = liveTexts(
  {
    grid: 'Kartu di ruangan',
    count: '{read} dari {all} kartu terbaca',
    still: 'Belum: {cards}',
    more: '{cards} dan {n} lagi',
    read: '{card}, {name}: terbaca. Tekan untuk membaca ulang.',
    missing: '{card}, {name}: belum terbaca. Tekan kalau anaknya tidak hadir.',
    absent: '{card}, {name}: tidak hadir. Tekan kalau anaknya hadir.',
    beyond: 'Kartu {cards}: hurufnya tidak ada di pertanyaan ini.',
    copy: '{card} terlihat dua kali dan tidak dihitung. Simpan salinannya.',
    dealt: 'Kartu yang dibagikan',
    upTo: '1 sampai {n}',
    print: 'Cetak kartu',
  },
  {
    grid: 'Cards in the room',
    count: '{read} of {all} cards read',
    still: 'Missing: {cards}',
    more: '{cards} and {n} more',
    read: '{card}, {name}: read. Press to read it again.',
    missing: '{card}, {name}: not read yet. Press if the child is not there.',
    absent: '{card}, {name}: not there. Press if the child is there.',
    beyond: 'Card {cards}: this question has no such letter.',
    copy: '{card} is seen twice and is not counted. Put the copy away.',
    dealt: 'Cards dealt out',
    upTo: '1 to {n}',
    print: 'Print cards',
  },
);

/** Missing cards that are named. */
const MOST_NAMED = 10;
/** Said to a screen reader not oftener than this, ms. */
const SAID_EVERY = 3000;

interface CardsGridProps {
  table: CardsTable;
  room: Room;
  question: Question | null;
}

export function CardsGrid({ table, room, question }: CardsGridProps) {
  const closed = table.closed.value;
  const letters = closed?.letters ?? (question ? table.letters(question) : new Map());
  const dealt = table.dealt.value;
  const cards = cardsHere(dealt, room.rows, letters.keys());
  const missing = missingCards(cards, dealt, letters);
  const beyond = question && !closed ? withoutOption(table.read.value, question.task.options.length) : [];
  const said = t('count', { read: letters.size, all: letters.size + missing.length });
  useSaid(question ? said : '');
  return (
    <section class="cards-room" aria-label={t('grid')}>
      {question && (
        <p class="cards-count tabular" data-read={letters.size}>
          {said}
          {letters.size > 0 && missing.length > 0 && <span class="hint">{t('still', { cards: named(missing) })}</span>}
        </p>
      )}
      {beyond.length > 0 && <p class="cards-beyond">{t('beyond', { cards: named(beyond) })}</p>}
      {[...table.read.value.copies.keys()].map((card) => (
        <p key={card} class="cards-copy" role="alert">
          <Icon name="cards" /> {t('copy', { card: cardWord(card) })}
        </p>
      ))}
      <ul class="cards-grid">
        {cards.map((card) => (
          <OneCard
            key={card}
            card={card}
            is={letters.has(card) ? 'read' : dealt.absent.includes(card) ? 'absent' : 'missing'}
            table={table}
          />
        ))}
      </ul>
    </section>
  );
}

/** How many cards were dealt out, and where to print more. */
export function CardsDealt({ table }: { table: CardsTable }) {
  const dealt = table.dealt.value.upTo;
  return (
    <div class="cards-dealt">
      <Field
        label={t('dealt')}
        control={(ties) => (
          <select {...ties} value={dealt} onChange={(event) => table.deal(Number(event.currentTarget.value))}>
            {Array.from({ length: CARDS }, (_, i) => (
              <option key={i} value={i + 1}>
                {t('upTo', { n: i + 1 })}
              </option>
            ))}
          </select>
        )}
      />
      <ButtonLink
        look="quiet"
        icon="print"
        target="_blank"
        href={`/api/markers/cards/sheet.pdf?count=${dealt}&language=${language.value}`}
      >
        {t('print')}
      </ButtonLink>
    </div>
  );
}

/** Cards in a line: the grid may be farther down than the screen. */
function named(cards: readonly number[]): string {
  const first = cards.slice(0, MOST_NAMED).join(', ');
  const rest = cards.length - MOST_NAMED;
  return rest > 0 ? t('more', { cards: first, n: rest }) : first;
}

interface OneCardProps {
  card: number;
  is: 'read' | 'missing' | 'absent';
  table: CardsTable;
}

function OneCard({ card, is, table }: OneCardProps) {
  const face = faceOfCard(card);
  const name = t(is, { card: cardWord(card), name: faceName(face, language.value) });
  return (
    <li data-card={card} data-is={is}>
      <button
        type="button"
        aria-label={name}
        title={name}
        disabled={table.closed.value !== null}
        onClick={() => (is === 'read' ? table.forget(card) : table.turnAbsent(card))}
      >
        <Face face={face} />
        <b class="tabular" aria-hidden="true">
          {card}
        </b>
        {is === 'read' && <Icon name="check" />}
      </button>
    </li>
  );
}

/** Tells a screen reader how far the reading is, now and then. */
function useSaid(text: string): void {
  const [last] = useState({ at: 0 });
  useEffect(() => {
    if (!text) return undefined;
    const wait = Math.max(0, last.at + SAID_EVERY - performance.now());
    const timer = setTimeout(() => {
      last.at = performance.now();
      announce(text);
    }, wait);
    return () => clearTimeout(timer);
  }, [text, last]);
}

// Who was read: an animal for every card that was dealt, which fills when its card is read. Who is missing stays pale.
import { useEffect, useState } from 'preact/hooks';
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
    missing: '{card}, {name}: belum terbaca',
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
    missing: '{card}, {name}: not read yet',
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
  const dealt = table.dealt.value ?? 0;
  const extra = [...room.rows.map((row) => row.learner.card ?? 0), ...letters.keys()].filter((card) => card > dealt);
  const cards = [...Array.from({ length: dealt }, (_, i) => i + 1), ...[...new Set(extra)].sort((a, b) => a - b)];
  const said = t('count', { read: letters.size, all: cards.length });
  useSaid(question ? said : '');
  return (
    <section class="cards-room" aria-label={t('grid')}>
      {question && (
        <p class="cards-count tabular" data-read={letters.size}>
          {said}
          {letters.size > 0 && letters.size < cards.length && (
            <span class="hint">{still(cards.filter((card) => !letters.has(card)))}</span>
          )}
        </p>
      )}
      {[...table.read.value.copies.keys()].map((card) => (
        <p key={card} class="cards-copy" role="alert">
          <Icon name="cards" /> {t('copy', { card: cardWord(card) })}
        </p>
      ))}
      <ul class="cards-grid">
        {cards.map((card) => (
          <li key={card} data-card={card} data-read={letters.has(card)}>
            <OneCard card={card} read={letters.has(card)} onForget={closed ? null : () => table.forget(card)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How many cards were dealt out, and where to print more. */
export function CardsDealt({ table }: { table: CardsTable }) {
  const dealt = table.dealt.value ?? 0;
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

/** Who is missing, in a line: the grid may be farther down than the screen. */
function still(missing: readonly number[]): string {
  const named = missing.slice(0, MOST_NAMED).join(', ');
  const rest = missing.length - MOST_NAMED;
  return t('still', { cards: rest > 0 ? t('more', { cards: named, n: rest }) : named });
}

function OneCard({ card, read, onForget }: { card: number; read: boolean; onForget: (() => void) | null }) {
  const face = faceOfCard(card);
  const name = t(read ? 'read' : 'missing', { card: cardWord(card), name: faceName(face, language.value) });
  const inside = (
    <>
      <Face face={face} />
      <b class="tabular" aria-hidden="true">
        {card}
      </b>
      {read && <Icon name="check" />}
    </>
  );
  return (
    <button type="button" aria-label={name} title={name} disabled={!read || !onForget} onClick={onForget ?? undefined}>
      {inside}
    </button>
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

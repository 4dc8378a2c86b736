// One learner in the field: who, where, how far, and whether something is needed.
import './field.css';
import { useId } from 'preact/hooks';
import type { Need } from '../core/attention.ts';
import type { BookManifest } from '../generated/api.ts';
import type { LearnerFace, Row } from '../generated/protocol.ts';
import { animalName, colourName } from '../ui/animals.ts';
import { Face, Icon, type IconName } from '../ui/controls.tsx';
import { language, liveTexts } from '../ui/language.ts';
import { ago } from './times.ts';
import { pageWord, rungWord, since, verdict, viewIcons, viewWord } from './wording.ts';

const t = liveTexts(
  {
    help: 'minta bantuan',
    stuck: 'lama belum maju',
    away: 'pergi {ago}',
    awayNow: 'baru saja pergi',
    solved: '{n} dari {all} tugas selesai',
    read: '{n} dari {all} halaman selesai',
    last: 'jawaban terakhir {verdict}, {since}',
  },
  {
    help: 'asks for help',
    stuck: 'no progress for long',
    away: 'away for {ago}',
    awayNow: 'just went away',
    solved: '{n} of {all} tasks solved',
    read: '{n} of {all} pages finished',
    last: 'last answer {verdict}, {since}',
  },
);

export const needIcons: Record<Exclude<Need, 'none'>, IconName> = { help: 'hand', stuck: 'stuck', away: 'away' };

/** What a learner needs, in words. `now` by the server's clock. */
export function needWord(need: Exclude<Need, 'none'>, row: Row, now: number): string {
  if (need !== 'away') return t(need);
  if (row.away_since === null) return viewWord('away');
  return now - row.away_since < 60_000 ? t('awayNow') : t('away', { ago: ago(row.away_since, now) });
}

interface CardProps {
  row: Row;
  need: Need;
  manifest: BookManifest | null;
  /** In the whole book. */
  tasks: number;
  /** Unix ms by the server's clock. */
  now: number;
  onOpen: (learner: string) => void;
}

export function LearnerCard({ row, need, manifest, tasks, now, onOpen }: CardProps) {
  const id = useId();
  const { learner } = row;
  return (
    <li
      class="learner"
      data-learner={learner.id}
      data-animal={learner.animal}
      data-colour={learner.colour}
      data-need={need}
      data-connected={row.connected}
      data-view={row.view}
      data-solved={row.solved.length}
      data-tries={row.tries}
    >
      <Progress solved={row.solved.length} tasks={tasks}>
        <Face face={learner} />
      </Progress>
      <div class="about">
        {/* The whole card is the button's: see its ::after. */}
        <button type="button" class="name" aria-describedby={id} onClick={() => onOpen(learner.id)}>
          <Name face={learner} />
        </button>
        <p class="spoken" id={id}>
          {sentence({ row, need, manifest, tasks, now })}
        </p>
        <Where row={row} need={need} manifest={manifest} now={now} />
        <span class="track" aria-hidden="true">
          <Footprints row={row} manifest={manifest} />
          {row.last && <LastMark last={row.last} now={now} />}
        </span>
      </div>
      {need !== 'none' && (
        <span class="need">
          <Icon name={needIcons[need]} />
        </span>
      )}
    </li>
  );
}

/** The animal stands out, the colour is quiet; in the order of the language. */
function Name({ face }: { face: LearnerFace }) {
  const animal = animalName(face.animal, language.value);
  const colour = colourName(face.colour, language.value);
  if (language.value === 'id')
    return (
      <>
        <b>{capital(animal)}</b> <span>{colour}</span>
      </>
    );
  return (
    <>
      <span>{capital(colour)}</span> <b>{animal}</b>
    </>
  );
}

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

function Where({ row, need, manifest, now }: Pick<CardProps, 'row' | 'need' | 'manifest' | 'now'>) {
  if (need === 'away')
    return (
      <span class="where" aria-hidden="true">
        {needWord('away', row, now)}
      </span>
    );
  return (
    <span class="where" aria-hidden="true">
      {pageWord(manifest, row.page, true)}
      <Icon name={viewIcons[row.view]} />
      {row.rung !== 'read' && <span class="rung">{rungWord(row.rung)}</span>}
      <span class="view">{viewWord(row.view)}</span>
    </span>
  );
}

/** Tasks solved, as a ring around the face. */
function Progress({ solved, tasks, children }: { solved: number; tasks: number; children: preact.ComponentChildren }) {
  const part = tasks > 0 ? Math.min(1, solved / tasks) : 0;
  return (
    <span class="progress">
      <svg viewBox="0 0 40 40" aria-hidden="true" focusable="false">
        <circle cx="20" cy="20" r="18.5" pathLength="100" />
        {part > 0 && (
          <circle class="done" cx="20" cy="20" r="18.5" pathLength="100" stroke-dasharray={`${part * 100} 100`} />
        )}
      </svg>
      {children}
    </span>
  );
}

/** A step for each page of the book: finished, in view, or still to come. */
function Footprints({ row, manifest }: Pick<CardProps, 'row' | 'manifest'>) {
  return (
    <span class="footprints">
      {manifest?.pages.map((page) => (
        <i key={page.id} class={row.finished.includes(page.id) ? 'done' : row.page === page.id ? 'here' : ''} />
      ))}
    </span>
  );
}

function LastMark({ last, now }: { last: NonNullable<Row['last']>; now: number }) {
  return (
    <span class={`last ${last.correct ? 'right' : 'not-yet'}`} data-correct={last.correct}>
      {last.correct ? <Icon name="check" /> : <i class="open" />}
      {now - last.at < 60_000 ? '' : ago(last.at, now)}
    </span>
  );
}

/** What the card shows beside the name, in words, for a screen reader. */
function sentence({ row, need, manifest, tasks, now }: Omit<CardProps, 'onOpen'>): string {
  return [
    need === 'none' ? '' : needWord(need, row, now),
    pageWord(manifest, row.page),
    need === 'away' ? '' : `${viewWord(row.view)} (${rungWord(row.rung)})`,
    t('solved', { n: row.solved.length, all: tasks }),
    t('read', { n: row.finished.length, all: manifest?.pages.length ?? 0 }),
    row.last ? t('last', { verdict: verdict(row.last.correct), since: since(row.last.at, now) }) : '',
  ]
    .filter(Boolean)
    .join('; ');
}

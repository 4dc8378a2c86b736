// One learner in the field: who, where, how far, and whether something is needed.
import './learner-card.css';
import './learner-packed.css';
import { Component } from 'preact';
import { useId } from 'preact/hooks';
import type { Need } from '../core/attention.ts';
import { isApart } from '../core/leading.ts';
import { showing } from '../core/spotlight.ts';
import type { BookManifest } from '../generated/api.ts';
import type { Control, LearnerFace, Row } from '../generated/protocol.ts';
import { animalName, colourName } from '../ui/animals.ts';
import { Face, Icon } from '../ui/controls.tsx';
import type { InterfaceLanguage } from '../ui/i18n.ts';
import { liveTexts } from '../ui/language.ts';
import { needIcons, needWord } from './need-word.ts';
import { ago } from './times.ts';
import { agoWord, pageOf, rungWord, verdict, viewIcons, viewWord, whereWord } from './wording.ts';

const t = liveTexts(
  {
    solved: '{n} dari {all} tugas selesai',
    read: '{n} dari {all} halaman selesai',
    last: 'jawaban terakhir {verdict}, {since}',
    apart: 'di halaman yang Anda buka untuknya',
    asked: 'ditanya apakah halamannya boleh tampil',
    shown: 'halamannya tampil di proyektor',
  },
  {
    solved: '{n} of {all} tasks solved',
    read: '{n} of {all} pages finished',
    last: 'last answer {verdict}, {since}',
    apart: 'on the page that you opened for it',
    asked: 'was asked whether its page may be shown',
    shown: 'its page is on the projector',
  },
);

/** What the whole field shares. */
export interface CardSetting {
  readonly manifest: BookManifest | null;
  /** In the whole book. */
  readonly tasks: number;
  readonly control: Control;
  /** Unix ms by the server's clock. */
  readonly now: number;
  readonly language: InterfaceLanguage;
}

/** What a card is made of: it is drawn again only when one of these is another. */
export interface CardProps {
  row: Row;
  need: Need;
  /** In words, with how long already; empty for none. */
  needSaid: string;
  language: InterfaceLanguage;
  manifest: BookManifest | null;
  /** In the whole book. */
  tasks: number;
  /** How long ago the last answer was; empty within the first minute. */
  lastAgo: string;
  sign: 'apart' | 'asked' | 'shown' | null;
  /** Null while nobody is choosing. */
  chosen: boolean | null;
  onPress: (learner: string) => void;
}

type Told = Pick<CardProps, 'language' | 'manifest' | 'tasks' | 'needSaid' | 'lastAgo' | 'sign'>;

/** As much of a card as changes with the time and the group. Cheap: it is asked of every child for every frame. */
export function tell(row: Row, need: Need, { manifest, tasks, control, now, language }: CardSetting): Told {
  return {
    language,
    manifest,
    tasks,
    needSaid: need === 'none' ? '' : needWord(need, row, now),
    lastAgo: row.last && now - row.last.at >= 60_000 ? ago(row.last.at, now) : '',
    sign: signOf(row, control),
  };
}

function signOf(row: Row, control: Control): CardProps['sign'] {
  const shows = showing(control, row);
  if (shows !== 'none') return shows;
  return isApart(control, row) ? 'apart' : null;
}

/** What the card shows beside the name, in words, for a screen reader. */
function sentence({ row, need, needSaid, sign, manifest, tasks, lastAgo }: CardProps): string {
  return [
    needSaid,
    whereWord(manifest, row),
    need === 'away' || row.learner.card !== null ? '' : `${viewWord(row.view)} (${rungWord(row.rung)})`,
    sign ? t(sign) : '',
    t('solved', { n: row.solved.length, all: tasks }),
    t('read', { n: row.finished.length, all: manifest?.pages.length ?? 0 }),
    row.last ? t('last', { verdict: verdict(row.last.correct), since: agoWord(lastAgo) }) : '',
  ]
    .filter(Boolean)
    .join('; ');
}

/** A room of two hundred changes a few cards at a time: the others are passed over without a look inside. */
export class LearnerCard extends Component<CardProps> {
  override shouldComponentUpdate(next: CardProps): boolean {
    const now = this.props;
    return (Object.keys(next) as (keyof CardProps)[]).some((key) => next[key] !== now[key]);
  }

  override render(props: CardProps) {
    return <Card {...props} />;
  }
}

const signIcons = { apart: 'steps', asked: 'question', shown: 'spotlight' } as const;

function Card(props: CardProps) {
  const id = useId();
  const { row, need, manifest, tasks, lastAgo, sign, chosen } = props;
  const { learner } = row;
  const away = need === 'away';
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
      data-sign={sign}
      data-chosen={chosen ?? undefined}
    >
      <Progress part={tasks > 0 ? Math.min(1, row.solved.length / tasks) : 0}>
        <Face face={learner} />
      </Progress>
      <div class="about">
        {/* The whole card is the button's: see its ::after. */}
        <button
          type="button"
          class="name"
          aria-describedby={id}
          aria-pressed={chosen ?? undefined}
          onClick={() => props.onPress(learner.id)}
        >
          <Name face={learner} language={props.language} />
        </button>
        <p class="spoken" id={id}>
          {sentence(props)}
        </p>
        <span class="where" data-number={away ? undefined : pageOf(manifest, row.page)?.number} aria-hidden="true">
          {away ? props.needSaid : whereWord(manifest, row, true)}
          {!away && learner.card === null && <Looks row={row} />}
          {sign && <Icon name={signIcons[sign]} />}
        </span>
        <span class="track" aria-hidden="true">
          <Footprints row={row} manifest={manifest} />
          {row.last && <LastMark correct={row.last.correct} ago={lastAgo} />}
        </span>
      </div>
      {need !== 'none' && (
        <span class="need">
          <Icon name={needIcons[need]} />
        </span>
      )}
      {chosen && (
        <span class="picked">
          <Icon name="check" />
        </span>
      )}
    </li>
  );
}

/** The animal stands out, the colour is quiet; in the order of the language. */
function Name({ face, language }: { face: LearnerFace; language: InterfaceLanguage }) {
  const animal = animalName(face.animal, language);
  const colour = colourName(face.colour, language);
  if (language === 'id')
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

function Looks({ row }: { row: Row }) {
  return (
    <span class="looks">
      <Icon name={viewIcons[row.view]} />
      {row.rung !== 'read' && <span class="rung">{rungWord(row.rung)}</span>}
      <span class="view">{viewWord(row.view)}</span>
    </span>
  );
}

/** Tasks solved, as a ring around the face. */
function Progress({ part, children }: { part: number; children: preact.ComponentChildren }) {
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

function LastMark({ correct, ago }: { correct: boolean; ago: string }) {
  return (
    <span class={`last ${correct ? 'right' : 'not-yet'}`} data-correct={correct}>
      {correct ? <Icon name="check" /> : <i class="open" />}
      {ago}
    </span>
  );
}

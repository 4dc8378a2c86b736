// What the page was each time that it was published: to look at, and to go back to.
import './history-dialog.css';
import { useEffect, useState } from 'preact/hooks';
import type { PreviewLink, RevisionCard, RevisionOut } from '../generated/api.ts';
import { get, post } from '../net/http.ts';
import { Button, Dialog, Icon, notify, problemText, Waiting } from '../ui/controls.tsx';
import { localized } from '../ui/i18n.ts';
import { language, liveTexts } from '../ui/language.ts';
import { Sign } from '../ui/signs.tsx';
import { whenText } from './change-words.ts';
import { changes } from './changes.ts';
import { Side } from './conflict-notice.tsx';
import { readDraft } from './draft.ts';
import type { Editing } from './editing.ts';

const t = liveTexts(
  {
    title: 'Riwayat terbitan',
    none: 'Halaman ini belum pernah terbit. Setiap kali Anda menerbitkannya, isinya tercatat di sini.',
    number: 'Terbitan {n}',
    by: '{time}, oleh {name}',
    unknown: 'orang yang sudah tidak ada',
    shown: 'dilihat anak-anak',
    sentences: '{n} kalimat',
    models: '{n} model',
    tasks: '{n} tugas',
    differs: 'Bedanya dengan halaman Anda sekarang',
    look: 'Lihat seperti anak',
    back: 'Kembali ke terbitan ini',
    went: 'Halaman ini kembali seperti terbitan {n}, sebagai konsep. “Urungkan” membatalkannya.',
    all: 'Semua terbitan',
  },
  {
    title: 'History of the page',
    none: 'This page has not been published yet. Each time that you publish it, it is kept here as it was.',
    number: 'Revision {n}',
    by: '{time}, by {name}',
    unknown: 'somebody who is not here any more',
    shown: 'children see this one',
    sentences: '{n} sentences',
    models: '{n} models',
    tasks: '{n} tasks',
    differs: 'What differs from your page now',
    look: 'See it as a child does',
    back: 'Go back to this one',
    went: 'The page is as it was in revision {n}, as a draft. “Undo” takes that back.',
    all: 'All revisions',
  },
);

interface HistoryProps {
  editing: Editing;
  open: boolean;
  onClose: () => void;
}

export function HistoryDialog({ editing, open, onClose }: HistoryProps) {
  return (
    <Dialog open={open} title={t('title')} onClose={onClose} wide>
      <History editing={editing} onClose={onClose} />
    </Dialog>
  );
}

function History({ editing, onClose }: Omit<HistoryProps, 'open'>) {
  const [cards, setCards] = useState<RevisionCard[]>();
  const [chosen, setChosen] = useState<RevisionOut>();
  const [problem, setProblem] = useState<unknown>();
  const address = `/api/studio/pages/${editing.id}/revisions`;
  const load = () => {
    setProblem(undefined);
    get<RevisionCard[]>(address).then(setCards, setProblem);
  };
  useEffect(load, []);
  if (!cards) return <Waiting problem={problem} onRetry={load} />;
  if (chosen) {
    return <Revision editing={editing} revision={chosen} onList={() => setChosen(undefined)} onClose={onClose} />;
  }
  const choose = (number: number) =>
    get<RevisionOut>(`${address}/${number}`).then(setChosen, (refusal) => notify(problemText(refusal), true));
  return (
    <>
      {cards.length === 0 && <p class="hint">{t('none')}</p>}
      <ol class="revisions" reversed>
        {cards.map((card) => (
          <li key={card.number}>
            <button type="button" onClick={() => void choose(card.number)}>
              <Headline card={card} />
            </button>
          </li>
        ))}
      </ol>
    </>
  );
}

function Headline({ card }: { card: RevisionCard }) {
  return (
    <>
      <b>{t('number', { n: card.number })}</b>
      {card.shown && (
        <span class="state published">
          <span aria-hidden="true">●</span> {t('shown')}
        </span>
      )}
      <span class="hint">
        {t('by', { time: whenText(new Date(card.published_at)), name: card.published_by ?? t('unknown') })}
      </span>
    </>
  );
}

interface RevisionProps {
  editing: Editing;
  revision: RevisionOut;
  onList: () => void;
  onClose: () => void;
}

function Revision({ editing, revision, onList, onClose }: RevisionProps) {
  const scene = readDraft(revision.document as unknown as Record<string, unknown>);
  const now = editing.scene.value;
  const differ = changes(now, scene);
  const order = [language.value, ...editing.languages];
  const story = order.map((tag) => revision.document.story[tag]).find((lines) => lines?.length) ?? [];
  const goBack = () => {
    editing.goBack(revision);
    notify(t('went', { n: revision.number }));
    onClose();
  };
  const look = () => {
    // Opened at the press: a browser takes a window that opens later for an advertisement.
    const tab = window.open('', '_blank');
    post<PreviewLink>(`/api/studio/pages/${editing.id}/preview`, { revision: revision.number }).then(
      ({ url }) => tab?.location.replace(new URL(url).pathname),
      (refusal) => {
        tab?.close();
        notify(problemText(refusal), true);
      },
    );
  };
  return (
    <div class="revision">
      <Button look="quiet" onClick={onList}>
        <Icon name="back" />
        {t('all')}
      </Button>
      <p class="revision-head">
        <Headline card={revision} />
      </p>
      <article>
        <h3>{localized(scene.title, language.value, editing.languages)}</h3>
        {story.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        <p class="hint">
          {[
            t('sentences', { n: story.length }),
            t('models', { n: scene.nodes.length }),
            t('tasks', { n: scene.tasks.length }),
          ].join(' · ')}
        </p>
      </article>
      <Side title={t('differs')} changes={differ} scenes={[scene, now]} />
      <footer>
        <Button icon="eye" onClick={look}>
          {t('look')}
        </Button>
        <Button look="primary" disabled={differ.length === 0} onClick={goBack}>
          <Sign name="undo" />
          {t('back')}
        </Button>
      </footer>
    </div>
  );
}

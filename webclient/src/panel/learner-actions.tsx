// What the educator can do for one child: praise, a page of its own, its page on the projector, a hint.
import { isApart } from '../core/leading.ts';
import { showing } from '../core/spotlight.ts';
import type { Row } from '../generated/protocol.ts';
import { Button, Icon } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import type { Connection } from './connection.ts';
import type { GroupView } from './group-view.ts';
import { HintForm } from './hint-form.tsx';
import { pageInSentence } from './wording.ts';

const t = liveTexts(
  {
    title: 'Untuk anak ini saja',
    praise: 'Puji',
    praised: 'Pujian Anda sudah sampai di layarnya.',
    hinted: 'Petunjuk Anda: “{text}”',
    page: 'Buka halaman',
    apart: 'Anda membuka {page} untuknya.',
    back: 'Ikut kelompok lagi',
    ask: 'Tampilkan halamannya',
    asked: 'Sudah ditanya. Ia boleh berkata tidak.',
    takeBack: 'Tarik kembali',
    shown: 'Halamannya tampil di proyektor.',
    stop: 'Selesai menampilkan',
    declined: 'Ia belum ingin menunjukkan halamannya. Tidak apa-apa.',
  },
  {
    title: 'For this child alone',
    praise: 'Praise',
    praised: 'Your praise is on its screen.',
    hinted: 'Your hint: “{text}”',
    page: 'Open a page',
    apart: 'You opened {page} for this child.',
    back: 'Join the group again',
    ask: 'Show its page',
    asked: 'It was asked. It may say no.',
    takeBack: 'Take back',
    shown: 'Its page is on the projector.',
    stop: 'Stop showing',
    declined: 'It does not want to show its page now. That is all right.',
  },
);

interface LearnerActionsProps {
  row: Row;
  connection: Connection;
  view: GroupView;
}

export function LearnerActions({ row, connection, view }: LearnerActionsProps) {
  const control = connection.room.value!.control;
  const learner = row.learner.id;
  const apart = isApart(control, row);
  return (
    <section class="learner-actions" aria-label={t('title')}>
      <div class="commands">
        <Button
          icon="star"
          pending={connection.isPendingFor('praise', learner)}
          onClick={() => connection.order({ do: 'praise', to: learner })}
        >
          {t('praise')}
        </Button>
        <Button
          icon="book"
          pending={!apart && connection.isPendingFor('open_page', learner)}
          onClick={() => view.open({ kind: 'page', to: [learner] })}
        >
          {t('page')}
        </Button>
        <SpotlightButton row={row} connection={connection} />
      </div>
      {apart && (
        <p class="state">
          <Icon name="steps" /> {t('apart', { page: pageInSentence(connection.manifest.value, row.own.page) })}
          <Button
            pending={connection.isPendingFor('open_page', learner)}
            onClick={() => connection.openPage(null, [learner])}
          >
            {t('back')}
          </Button>
        </p>
      )}
      <SpotlightState row={row} connection={connection} />
      <HintForm row={row} connection={connection} />
      <p class="hint" role="status">
        {row.own.note && t(row.own.note.sort === 'hint' ? 'hinted' : 'praised', { text: row.own.note.text })}
      </p>
    </section>
  );
}

type Props = Omit<LearnerActionsProps, 'view'>;

function SpotlightButton({ row, connection }: Props) {
  const learner = row.learner.id;
  const control = connection.room.value!.control;
  const now = showing(control, row);
  if (now !== 'none') {
    return (
      <Button
        icon="close"
        pending={connection.isPending('spotlight')}
        onClick={() => connection.order({ do: 'spotlight', learner: null })}
      >
        {t(now === 'shown' ? 'stop' : 'takeBack')}
      </Button>
    );
  }
  return (
    <Button
      icon="spotlight"
      disabled={!row.connected || row.page === null}
      pending={connection.isPending('spotlight')}
      onClick={() => connection.order({ do: 'spotlight', learner })}
    >
      {t('ask')}
    </Button>
  );
}

/** Said as it is: a child that does not want to is not made to feel it. */
function SpotlightState({ row, connection }: Props) {
  const now = showing(connection.room.value!.control, row);
  const declined = now === 'none' && connection.declined.value.has(row.learner.id);
  return (
    <p class="state" role="status" data-spotlight={declined ? 'declined' : now}>
      {(now !== 'none' || declined) && (
        <>
          <Icon name="spotlight" /> {t(declined ? 'declined' : now === 'shown' ? 'shown' : 'asked')}
        </>
      )}
    </p>
  );
}

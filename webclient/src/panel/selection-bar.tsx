// What can be done for several children at once; stands in place of the commands to all while one chooses.
import { Button } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import type { Connection } from './connection.ts';
import type { GroupView } from './group-view.ts';
import { childrenWord } from './wording.ts';

const t = liveTexts(
  {
    title: 'Untuk anak-anak yang dipilih',
    none: 'Ketuk anak-anak yang Anda maksud.',
    chosen: '{children} dipilih',
    page: 'Buka halaman',
    back: 'Ikut kelompok lagi',
    praise: 'Puji',
    remove: 'Keluarkan',
    cancel: 'Batal',
  },
  {
    title: 'For the chosen children',
    none: 'Tap the children that you mean.',
    chosen: '{children} chosen',
    page: 'Open a page',
    back: 'Join the group again',
    praise: 'Praise',
    remove: 'Remove',
    cancel: 'Cancel',
  },
);

interface SelectionBarProps {
  connection: Connection;
  view: GroupView;
}

export function SelectionBar({ connection, view }: SelectionBarProps) {
  // Another educator may have removed some of them meanwhile.
  const here = new Set(connection.room.value?.rows.map((row) => row.learner.id));
  const chosen = [...(view.chosen.value ?? [])].filter((learner) => here.has(learner));
  const none = chosen.length === 0;
  const apart = connection.room.value?.rows.some((row) => row.own.page !== null && chosen.includes(row.learner.id));
  const praise = () => {
    for (const to of chosen) connection.order({ do: 'praise', to });
    view.stopChoosing();
  };
  const back = () => {
    connection.openPage(null, chosen);
    view.stopChoosing();
  };
  return (
    <section class="command-bar selection-bar" aria-label={t('title')}>
      <p class="holds" role="status" data-chosen={chosen.length}>
        {none ? t('none') : t('chosen', { children: childrenWord(chosen.length) })}
      </p>
      <div class="commands">
        <Button look="primary" icon="book" disabled={none} onClick={() => view.open({ kind: 'page', to: chosen })}>
          {t('page')}
        </Button>
        {apart && <Button onClick={back}>{t('back')}</Button>}
        <Button icon="star" disabled={none} onClick={praise}>
          {t('praise')}
        </Button>
        <Button look="quiet" icon="leave" disabled={none} onClick={() => view.open({ kind: 'remove', to: chosen })}>
          {t('remove')}
        </Button>
        <Button icon="close" aria-keyshortcuts="Escape" onClick={view.stopChoosing}>
          {t('cancel')}
        </Button>
      </div>
    </section>
  );
}

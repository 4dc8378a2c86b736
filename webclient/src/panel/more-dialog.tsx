// Everything that is not needed every minute: the lesson plan, another device, the keys, the language; on a phone also
// what has no room in the bar.
import { Button, ButtonLink, Dialog, LanguageSwitch } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import { leave } from '../ui/sign-in.tsx';
import { RoomButtons } from './command-bar.tsx';
import type { Connection } from './connection.ts';
import { LedWith } from './group-bar.tsx';
import type { GroupView } from './group-view.ts';
import { LockButton, ProjectorLink } from './room-buttons.tsx';
import { cardsOf, follow, resultsOf } from './route.ts';

const t = liveTexts(
  {
    title: 'Lainnya',
    plan: 'Rencana pelajaran',
    handover: 'Lanjut di perangkat lain',
    queue: 'Antrean bantuan',
    cards: 'Kartu jawaban (tanpa HP)',
    results: 'Hasil sejauh ini',
    keys: 'Tombol pintas',
    choose: 'Pilih beberapa anak',
    leave: 'Keluar',
  },
  {
    title: 'More',
    plan: 'Lesson plan',
    handover: 'Go on with another device',
    queue: 'Waiting for help',
    cards: 'Answer cards (no phones)',
    results: 'Results so far',
    keys: 'Keyboard shortcuts',
    choose: 'Choose some children',
    leave: 'Sign out',
  },
);

interface MoreDialogProps {
  connection: Connection;
  view: GroupView;
}

export function MoreDialog({ connection, view }: MoreDialogProps) {
  const control = connection.room.value?.control;
  const open = view.opened.value?.kind === 'more' && control !== undefined;
  return (
    <Dialog open={open} title={t('title')} onClose={() => view.close('more')}>
      {control && (
        <div class="more-list">
          <div class="only-narrow">
            <RoomButtons connection={connection} view={view} />
            <LockButton connection={connection} control={control} worded />
            <ProjectorLink id={connection.id} />
            <LedWith connection={connection} />
          </div>
          <Button icon="list" onClick={() => view.open({ kind: 'plan' })}>
            {t('plan')}
          </Button>
          <Button icon="phone" onClick={() => view.open({ kind: 'handover' })}>
            {t('handover')}
          </Button>
          <Button icon="hand" aria-keyshortcuts="H" onClick={() => view.open({ kind: 'queue' })}>
            {t('queue')}
          </Button>
          <ButtonLink icon="cards" href={cardsOf(connection.id)} onClick={follow}>
            {t('cards')}
          </ButtonLink>
          <ButtonLink icon="list" href={resultsOf(connection.id)} onClick={follow}>
            {t('results')}
          </ButtonLink>
          <Button
            icon="tick"
            onClick={() => {
              view.close('more');
              view.choose([]);
            }}
          >
            {t('choose')}
          </Button>
          <Button icon="keyboard" class="only-wide" onClick={() => view.open({ kind: 'keys' })}>
            {t('keys')}
          </Button>
          <div class="only-narrow">
            <LanguageSwitch />
            <Button look="quiet" onClick={leave}>
              {t('leave')}
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}

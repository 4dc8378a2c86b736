// Everybody who needs the educator, hands first and in the order of waiting, each with what to do about it.
import { useEffect, useRef } from 'preact/hooks';
import { type Needy, queue } from '../core/attention.ts';
import { faceName } from '../ui/animals.ts';
import { Dialog, Face, Icon } from '../ui/controls.tsx';
import { language, liveTexts } from '../ui/language.ts';
import type { Connection } from './connection.ts';
import type { GroupView } from './group-view.ts';
import { AttendButton } from './learner-dialog.tsx';
import { needIcons, needWord } from './need-word.ts';
import { pageWord } from './wording.ts';

const t = liveTexts(
  {
    title: 'Antrean bantuan',
    nobody: 'Tidak ada tangan yang terangkat.',
    hands: 'Yang minta bantuan',
    others: 'Yang lain',
  },
  {
    title: 'Waiting for help',
    nobody: 'No hand is up.',
    hands: 'Who asks for help',
    others: 'Others',
  },
);

interface QueueDialogProps {
  connection: Connection;
  view: GroupView;
}

export function QueueDialog({ connection, view }: QueueDialogProps) {
  const open = view.opened.value?.kind === 'queue';
  return (
    <Dialog open={open} title={t('title')} onClose={() => view.close('queue')}>
      {open && <Queue connection={connection} view={view} />}
    </Dialog>
  );
}

function Queue({ connection, view }: QueueDialogProps) {
  const needy = connection.needy.value;
  const hands = queue(needy);
  const others = needy.filter(({ need }) => need !== 'help');
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // The button that was pressed went with its child: on to the next who waits.
    if (document.activeElement === document.body) list.current?.querySelector<HTMLElement>('.primary')?.focus();
  }, [hands.length]);
  return (
    <div class="queue" ref={list}>
      {hands.length === 0 && <p class="hint">{t('nobody')}</p>}
      {hands.length > 0 && <People label={t('hands')} needy={hands} connection={connection} view={view} />}
      {others.length > 0 && (
        <>
          <h3>{t('others')}</h3>
          <People label={t('others')} needy={others} connection={connection} view={view} />
        </>
      )}
    </div>
  );
}

function People({ label, needy, connection, view }: QueueDialogProps & { label: string; needy: Needy[] }) {
  const now = connection.serverNow.value;
  return (
    <ol aria-label={label}>
      {needy.map(({ row, need }, at) => (
        <li key={row.learner.id} data-queued={row.learner.id}>
          <button
            type="button"
            class={`chip ${need}`}
            onClick={() => view.open({ kind: 'learner', learner: row.learner.id })}
          >
            <Face face={row.learner} />
            <span>
              <b>{faceName(row.learner, language.value)}</b>
              <span class="what">
                <Icon name={needIcons[need]} /> {needWord(need, row, now)} ·{' '}
                {pageWord(connection.manifest.value, row.page, true)}
              </span>
            </span>
          </button>
          {need === 'help' && <AttendButton row={row} connection={connection} first={at === 0} />}
        </li>
      ))}
    </ol>
  );
}

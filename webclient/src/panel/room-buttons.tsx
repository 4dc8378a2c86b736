// The door and the projector, for wherever they are reached from.
import type { Control } from '../generated/protocol.ts';
import { Button, ButtonLink } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import type { Connection } from './connection.ts';
import { projectorOf } from './route.ts';
import { lockOrder } from './shortcuts.ts';

const t = liveTexts(
  { lock: 'Kunci pintu', unlock: 'Buka pintu', projector: 'Proyektor' },
  { lock: 'Lock the door', unlock: 'Open the door', projector: 'Projector' },
);

interface LockButtonProps {
  connection: Connection;
  control: Control;
  /** With its word beside the sign. */
  worded?: boolean;
}

export function LockButton({ connection, control, worded }: LockButtonProps) {
  const word = t(control.locked ? 'unlock' : 'lock');
  return (
    <Button
      // The sign shows how the door is, the word what pressing does.
      icon={control.locked ? 'lock' : 'unlock'}
      look={worded ? 'plain' : 'quiet'}
      class="door-button"
      data-locked={control.locked}
      pending={connection.isPending('lock')}
      aria-keyshortcuts="L"
      aria-label={worded ? undefined : word}
      title={worded ? undefined : word}
      onClick={() => connection.order(lockOrder(control))}
    >
      {worded && word}
    </Button>
  );
}

export function ProjectorLink({ id }: { id: string }) {
  return (
    <ButtonLink icon="projector" href={projectorOf(id)} target={`projector-${id}`} aria-keyshortcuts="F">
      {t('projector')}
    </ButtonLink>
  );
}

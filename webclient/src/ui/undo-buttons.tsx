// A step back and a step forth.
import type { Signal } from '@preact/signals';
import type { History } from '../core/history.ts';
import { Button } from './controls.tsx';
import type { Kept } from './keeping.ts';
import { liveTexts } from './language.ts';
import { Sign } from './signs.tsx';

const t = liveTexts({ undo: 'Urungkan', redo: 'Ulangi' }, { undo: 'Undo', redo: 'Redo' });

interface Undoable extends Kept {
  readonly history: Signal<History<unknown>>;
}

export function UndoButtons({ editing }: { editing: Undoable }) {
  const { past, future } = editing.history.value;
  return (
    <>
      <Button
        look="quiet"
        aria-label={t('undo')}
        title={t('undo')}
        disabled={past.length === 0}
        onClick={() => editing.undo()}
      >
        <Sign name="undo" />
      </Button>
      <Button
        look="quiet"
        aria-label={t('redo')}
        title={t('redo')}
        disabled={future.length === 0}
        onClick={() => editing.redo()}
      >
        <Sign name="redo" />
      </Button>
    </>
  );
}

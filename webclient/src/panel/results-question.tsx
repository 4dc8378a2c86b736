// A question before something that cannot be undone: one sentence, one dangerous button, one way back.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Button, Dialog } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';

const t = liveTexts({ no: 'Jangan' }, { no: 'Do not' });

export function Question({
  open,
  title,
  yes,
  onYes,
  onClose,
  children,
}: {
  open: boolean;
  title: string;
  yes: string;
  onYes: () => Promise<void>;
  onClose: () => void;
  children: ComponentChildren;
}) {
  const [pending, become] = useState(false);
  const act = async () => {
    become(true);
    await onYes();
    become(false);
    onClose();
  };
  return (
    <Dialog open={open} title={title} onClose={onClose}>
      <p>{children}</p>
      <p class="commands">
        <Button onClick={onClose}>{t('no')}</Button>
        <Button look="danger" icon="trash" pending={pending} onClick={act}>
          {yes}
        </Button>
      </p>
    </Dialog>
  );
}

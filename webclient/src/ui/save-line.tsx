// Says when what is edited was saved, and what to do when it could not be.
import './save-line.css';
import type { Signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import type { SaveState } from '../core/saving.ts';
import { Button, notify, problemText } from './controls.tsx';
import { language, liveTexts } from './language.ts';

const t = liveTexts(
  {
    fresh: 'Tersimpan otomatis',
    saved: 'Tersimpan {time}',
    waiting: 'Menyimpan…',
    offline: 'Belum tersimpan: server tidak terjangkau. Dicoba lagi sendiri.',
    mine: 'Simpan punya saya',
    theirs: 'Lihat yang dari sana',
    theirsShown: 'Ini versi dari tempat lain. “Urungkan” mengembalikan tulisan Anda.',
  },
  {
    fresh: 'Saved by itself',
    saved: 'Saved {time}',
    waiting: 'Saving…',
    offline: 'Not saved yet: the server cannot be reached. It is tried again by itself.',
    mine: 'Save mine',
    theirs: 'See the other',
    theirsShown: 'This is the version from elsewhere. “Undo” brings back what you wrote.',
  },
);

/** What is edited and saves itself. */
export interface SavesItself {
  readonly saved: Signal<SaveState>;
  readonly savedAt: Signal<Date | null>;
  readonly refusal: Signal<unknown>;
  /** After a conflict: one's own is saved over theirs. */
  keepMine(): Promise<void>;
  /** After a conflict: theirs becomes the newest step, so that a step back brings one's own. */
  takeTheirs(): Promise<void>;
}

/** `conflict`: what to say when it was saved from elsewhere too. */
export function SaveLine({ editing, conflict }: { editing: SavesItself; conflict: string }) {
  const [pending, setPending] = useState(false);
  const state = editing.saved.value;
  const decide = async (act: () => Promise<void>, said?: string) => {
    setPending(true);
    try {
      await act();
      if (said) notify(said);
    } catch (problem) {
      notify(problemText(problem), true);
    }
    setPending(false);
  };
  if (state === 'conflict')
    return (
      <div class="save conflict" role="alert">
        <p>{conflict}</p>
        <Button pending={pending} onClick={() => decide(() => editing.keepMine())}>
          {t('mine')}
        </Button>
        <Button pending={pending} onClick={() => decide(() => editing.takeTheirs(), t('theirsShown'))}>
          {t('theirs')}
        </Button>
      </div>
    );
  return (
    <p class="save" role="status" data-save={state}>
      {line(editing, state)}
    </p>
  );
}

function line(editing: SavesItself, state: Exclude<SaveState, 'conflict'>): string {
  switch (state) {
    case 'saved':
      return editing.savedAt.value ? t('saved', { time: clock(editing.savedAt.value) }) : t('fresh');
    case 'waiting':
    case 'saving':
      return t('waiting');
    case 'offline':
      return t('offline');
    case 'refused':
      return problemText(editing.refusal.value);
  }
}

/** `10.42` in Indonesian, `10:42` in English. */
const clock = (time: Date): string =>
  new Intl.DateTimeFormat(language.value === 'id' ? 'id-ID' : 'en-GB', { hour: '2-digit', minute: '2-digit' }).format(
    time,
  );

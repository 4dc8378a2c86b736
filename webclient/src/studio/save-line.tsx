// Says when the draft was saved, and what to do when it could not be.
import { useState } from 'preact/hooks';
import { Button, notify, problemText } from '../ui/controls.tsx';
import { language, liveTexts } from '../ui/language.ts';
import type { Editing } from './editing.ts';

const t = liveTexts(
  {
    fresh: 'Tersimpan otomatis',
    saved: 'Tersimpan {time}',
    waiting: 'Menyimpan…',
    offline: 'Belum tersimpan: server tidak terjangkau. Dicoba lagi sendiri.',
    conflict: 'Halaman ini juga diubah di tempat lain. Tulisan Anda masih ada di sini.',
    mine: 'Simpan punya saya',
    theirs: 'Lihat yang dari sana',
    theirsShown: 'Ini versi dari tempat lain. “Urungkan” mengembalikan tulisan Anda.',
  },
  {
    fresh: 'Saved by itself',
    saved: 'Saved {time}',
    waiting: 'Saving…',
    offline: 'Not saved yet: the server cannot be reached. It is tried again by itself.',
    conflict: 'This page was changed somewhere else too. What you wrote is still here.',
    mine: 'Save mine',
    theirs: 'See the other',
    theirsShown: 'This is the version from elsewhere. “Undo” brings back what you wrote.',
  },
);

export function SaveLine({ editing }: { editing: Editing }) {
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
        <p>{t('conflict')}</p>
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
      {line(editing)}
    </p>
  );
}

function line(editing: Editing): string {
  switch (editing.saved.value) {
    case 'saved':
      return editing.savedAt.value ? t('saved', { time: clock(editing.savedAt.value) }) : t('fresh');
    case 'waiting':
    case 'saving':
      return t('waiting');
    case 'offline':
      return t('offline');
    case 'refused':
      return problemText(editing.refusal.value);
    case 'conflict':
      return t('conflict');
  }
}

/** `10.42` in Indonesian, `10:42` in English. */
const clock = (time: Date): string =>
  new Intl.DateTimeFormat(language.value === 'id' ? 'id-ID' : 'en-GB', { hour: '2-digit', minute: '2-digit' }).format(
    time,
  );

// Two people edited the same page: who else did, what each did, and the choice. Nothing of either is lost.
import './conflict-notice.css';
import { useState } from 'preact/hooks';
import { Button, notify, problemText } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import { changeText, whenText } from './change-words.ts';
import { type Change, changes, joined } from './changes.ts';
import type { EditedScene } from './draft.ts';
import type { Conflict, Editing } from './editing.ts';

const t = liveTexts(
  {
    who: 'Halaman ini juga diubah oleh {name} pada {time}.',
    somebody: 'Halaman ini juga diubah di tempat lain.',
    safe: 'Belum ada yang hilang: tulisan Anda masih di sini, tulisan yang lain ada di server.',
    theirs: 'Yang diubah di sana',
    mine: 'Yang Anda ubah',
    none: 'Tidak ada',
    both: 'Gabungkan keduanya',
    keep: 'Simpan punya saya',
    take: 'Pakai yang dari sana',
    tookTheirs: 'Ini versi dari tempat lain. “Urungkan” mengembalikan tulisan Anda.',
    keptMine: 'Versi Anda disimpan. “Urungkan” memperlihatkan yang dari sana.',
    keptBoth: 'Keduanya sudah digabungkan.',
  },
  {
    who: 'This page was changed by {name} too, at {time}.',
    somebody: 'This page was changed somewhere else too.',
    safe: 'Nothing is lost: what you wrote is still here, and theirs is on the server.',
    theirs: 'Changed there',
    mine: 'Changed by you',
    none: 'Nothing',
    both: 'Keep both',
    keep: 'Keep mine',
    take: 'Take theirs',
    tookTheirs: 'This is the version from elsewhere. “Undo” brings back what you wrote.',
    keptMine: 'Your version is saved. “Undo” shows the one from elsewhere.',
    keptBoth: 'Both are together now.',
  },
);

export function ConflictNotice({ editing, conflict }: { editing: Editing; conflict: Conflict }) {
  const [pending, setPending] = useState(false);
  const decide = async (act: () => Promise<void>, done: string) => {
    setPending(true);
    try {
      await act();
      notify(done);
    } catch (problem) {
      notify(problemText(problem), true);
    }
    setPending(false);
  };
  const { by, at, base, theirs } = conflict;
  const mine = editing.scene.value;
  const scenes = [mine, theirs, base, ...[...editing.history.value.past].reverse()];
  return (
    <section class="conflict-notice">
      <p role="alert">
        <b>{by && at ? t('who', { name: by, time: whenText(at) }) : t('somebody')}</b> {t('safe')}
      </p>
      <div class="sides">
        <Side title={t('theirs')} changes={changes(base, theirs)} scenes={[theirs, ...scenes]} />
        <Side title={t('mine')} changes={changes(base, mine)} scenes={scenes} />
      </div>
      <div class="does">
        {joined(base, mine, theirs) && (
          <Button look="primary" pending={pending} onClick={() => decide(() => editing.keepBoth(), t('keptBoth'))}>
            {t('both')}
          </Button>
        )}
        <Button pending={pending} onClick={() => decide(() => editing.keepMine(), t('keptMine'))}>
          {t('keep')}
        </Button>
        <Button pending={pending} onClick={() => decide(() => editing.takeTheirs(), t('tookTheirs'))}>
          {t('take')}
        </Button>
      </div>
    </section>
  );
}

interface SideProps {
  title: string;
  changes: readonly Change[];
  scenes: readonly EditedScene[];
}

export function Side({ title, changes, scenes }: SideProps) {
  return (
    <div>
      <h3>{title}</h3>
      <ul class="changed">
        {changes.length === 0 && <li class="hint">{t('none')}</li>}
        {changes.map((change) => (
          <li key={JSON.stringify(change)}>{changeText(change, scenes)}</li>
        ))}
      </ul>
    </div>
  );
}

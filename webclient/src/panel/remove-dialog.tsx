// Before children leave the group: who it is, what becomes of them, and the way back.
import { faceName } from '../ui/animals.ts';
import { Button, Dialog, Face } from '../ui/controls.tsx';
import { language, liveTexts } from '../ui/language.ts';
import type { Connection } from './connection.ts';
import type { GroupView } from './group-view.ts';
import { childrenWord, learnerName } from './wording.ts';

const t = liveTexts(
  {
    title: 'Keluarkan dari kelompok?',
    some: 'Keluarkan {children}?',
    kept: 'Jawaban yang sudah ada tetap tersimpan di hasil.',
    back: 'Di layarnya tertulis bahwa ia boleh masuk lagi dengan kode. Kunci pintu kelompok bila Anda tidak mau itu.',
    no: 'Jangan',
    yes: 'Keluarkan',
  },
  {
    title: 'Remove from the group?',
    some: 'Remove {children}?',
    kept: 'The answers that are there stay in the results.',
    back: 'The screen then says that it may join again with the code. Lock the group if you do not want that.',
    no: 'Do not',
    yes: 'Remove',
  },
);

/** So many are named; of more it says how many they are. */
const FEW = 6;

interface RemoveDialogProps {
  connection: Connection;
  view: GroupView;
}

export function RemoveDialog({ connection, view }: RemoveDialogProps) {
  const opened = view.opened.value;
  const to = opened?.kind === 'remove' ? opened.to : [];
  const faces = (connection.room.value?.rows ?? []).filter((row) => to.includes(row.learner.id));
  const remove = () => {
    connection.order({ do: 'remove', to: faces.map((row) => row.learner.id) });
    view.close('remove');
    view.stopChoosing();
  };
  return (
    <Dialog
      open={faces.length > 0}
      title={faces.length > 1 ? t('some', { children: childrenWord(faces.length) }) : t('title')}
      onClose={() => view.close('remove')}
    >
      <ul class="leavers">
        {faces.slice(0, FEW).map(({ learner }) => (
          <li key={learner.id} title={faceName(learner, language.value)}>
            <Face face={learner} />
            {faces.length === 1 && learnerName(learner)}
          </li>
        ))}
        {faces.length > FEW && <li>+{faces.length - FEW}</li>}
      </ul>
      <div class="end">
        <p>{t('kept')}</p>
        {faces.some((row) => row.learner.card === null) && <p>{t('back')}</p>}
      </div>
      <footer>
        <Button onClick={() => view.close('remove')}>{t('no')}</Button>
        <Button look="danger" icon="leave" onClick={remove}>
          {t('yes')}
        </Button>
      </footer>
    </Dialog>
  );
}

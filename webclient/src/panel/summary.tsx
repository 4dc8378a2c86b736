// What the panel shows of a group that has ended.
import type { Room } from '../core/room.ts';
import { liveTexts } from '../ui/language.ts';
import { ResultsOf } from './results.tsx';

const t = liveTexts({ title: 'Kegiatan ini sudah selesai' }, { title: 'This group has ended' });

export function Summary({ room }: { room: Room }) {
  return (
    <div class="summary">
      <h2>{t('title')}</h2>
      <ResultsOf group={room.group} />
    </div>
  );
}

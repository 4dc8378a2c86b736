// How far a page has come, as a word with a mark of its own shape.
import type { StudioPage } from '../generated/api.ts';
import { liveTexts } from '../ui/language.ts';

const t = liveTexts(
  { empty: 'Kosong', draft: 'Konsep', published: 'Terbit', changed: 'Terbit, ada perubahan' },
  { empty: 'Empty', draft: 'Draft', published: 'Published', changed: 'Published, changed since' },
);
const marks = { empty: '○', draft: '◐', published: '●', changed: '◉' } as const;

export function StateChip({ state }: { state: StudioPage['state'] }) {
  return (
    <span class={`state ${state}`}>
      <span aria-hidden="true">{marks[state]}</span> {t(state)}
    </span>
  );
}

// The line above the field: who needs the educator, the most urgent first. It keeps its height, so that nothing jumps.
import './needs.css';
import { type Arrangement, arrangements, type Needy } from '../core/attention.ts';
import { faceName } from '../ui/animals.ts';
import { Face, Icon } from '../ui/controls.tsx';
import { language, liveTexts } from '../ui/language.ts';
import { needIcons, needWord } from './learner-card.tsx';

const t = liveTexts(
  {
    title: 'Perlu perhatian Anda',
    well: 'Semua berjalan baik.',
    nobody: 'Belum ada anak. Tunjukkan kode kepada mereka.',
    order: 'Urutan',
    joined: 'Urutan datang',
    name: 'Nama hewan',
    need: 'Yang perlu Anda',
  },
  {
    title: 'Who needs you',
    well: 'All is well.',
    nobody: 'No children yet. Show them the code.',
    order: 'Order',
    joined: 'Order of joining',
    name: 'Name of animal',
    need: 'Who needs you',
  },
);

interface NeedsProps {
  needy: Needy[];
  children: number;
  /** By the server's clock. */
  now: number;
  arrangement: Arrangement;
  onArrange: (by: Arrangement) => void;
  onOpen: (learner: string) => void;
}

export function Needs({ needy, children, now, arrangement, onArrange, onOpen }: NeedsProps) {
  return (
    <section class="needs" aria-label={t('title')}>
      {needy.length === 0 ? (
        <p class="well">
          {children > 0 && <Icon name="check" />} {t(children > 0 ? 'well' : 'nobody')}
        </p>
      ) : (
        <ul>
          {needy.map(({ row, need }) => (
            <li key={row.learner.id}>
              <button
                type="button"
                class={`chip ${need}`}
                data-needs={row.learner.id}
                onClick={() => onOpen(row.learner.id)}
              >
                <Face face={row.learner} />
                <span>
                  <b>{faceName(row.learner, language.value)}</b>
                  <span class="what">
                    <Icon name={needIcons[need]} /> {needWord(need, row, now)}
                  </span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <label class="arrange">
        <span class="spoken">{t('order')}</span>
        <select
          value={arrangement}
          onChange={(event) => onArrange((event.currentTarget as HTMLSelectElement).value as Arrangement)}
        >
          {arrangements.map((by) => (
            <option key={by} value={by}>
              {t(by)}
            </option>
          ))}
        </select>
      </label>
    </section>
  );
}

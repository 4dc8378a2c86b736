// The line above the field: who needs the educator, the most urgent first. It keeps its height, so that nothing jumps.
import './needs.css';
import { type Arrangement, arrangements, queue } from '../core/attention.ts';
import { faceName } from '../ui/animals.ts';
import { Button, Face, Icon } from '../ui/controls.tsx';
import { language, liveTexts } from '../ui/language.ts';
import type { Connection } from './connection.ts';
import type { GroupView } from './group-view.ts';
import { needIcons, needWord } from './need-word.ts';

const t = liveTexts(
  {
    title: 'Perlu perhatian Anda',
    well: 'Semua berjalan baik.',
    nobody: 'Belum ada anak. Tunjukkan kode kepada mereka.',
    order: 'Urutan',
    joined: 'Urutan datang',
    name: 'Nama hewan',
    need: 'Yang perlu Anda',
    team: 'Menurut tim',
    choose: 'Pilih beberapa anak',
    chooseShort: 'Pilih',
    queue: 'Antrean bantuan: {n}',
    rest: '{n} lagi',
  },
  {
    title: 'Who needs you',
    well: 'All is well.',
    nobody: 'No children yet. Show them the code.',
    order: 'Order',
    joined: 'Order of joining',
    name: 'Name of animal',
    need: 'Who needs you',
    team: 'By team',
    choose: 'Choose some children',
    chooseShort: 'Choose',
    queue: 'Waiting for help: {n}',
    rest: '{n} more',
  },
);

/** More would scroll out of sight on a laptop; the whole line is in the queue. */
const MOST_CHIPS = 8;

interface NeedsProps {
  connection: Connection;
  view: GroupView;
}

export function Needs({ connection, view }: NeedsProps) {
  const needy = connection.needy.value;
  const children = connection.room.value?.rows.length ?? 0;
  const waiting = queue(needy).length;
  return (
    <section class="needs" aria-label={t('title')}>
      {needy.length === 0 ? (
        <p class="well">
          {children > 0 && <Icon name="check" />} {t(children > 0 ? 'well' : 'nobody')}
        </p>
      ) : (
        <ul>
          {needy.slice(0, MOST_CHIPS).map(({ row, need }) => (
            <li key={row.learner.id}>
              <button
                type="button"
                class={`chip ${need}`}
                data-needs={row.learner.id}
                onClick={() => view.open({ kind: 'learner', learner: row.learner.id })}
              >
                <Face face={row.learner} />
                <span>
                  <b>{faceName(row.learner, language.value)}</b>
                  <span class="what">
                    <Icon name={needIcons[need]} /> {needWord(need, row, connection.serverNow.value)}
                  </span>
                </span>
              </button>
            </li>
          ))}
          {needy.length > MOST_CHIPS && (
            <li>
              <button type="button" class="chip rest" onClick={() => view.open({ kind: 'queue' })}>
                {t('rest', { n: needy.length - MOST_CHIPS })}
              </button>
            </li>
          )}
        </ul>
      )}
      {waiting > 0 && (
        <Button
          icon="hand"
          class="queue-button"
          aria-keyshortcuts="H"
          aria-label={t('queue', { n: waiting })}
          title={t('queue', { n: waiting })}
          onClick={() => view.open({ kind: 'queue' })}
        >
          {waiting}
        </Button>
      )}
      <Sorting connection={connection} view={view} />
    </section>
  );
}

function Sorting({ connection, view }: NeedsProps) {
  const rows = connection.room.value?.rows ?? [];
  const teams = (connection.room.value?.control.teams ?? 0) > 0;
  const ways: (Arrangement | 'team')[] = teams ? [...arrangements, 'team'] : [...arrangements];
  return (
    <div class="sorting">
      <Button
        look="quiet"
        icon="tick"
        disabled={rows.length === 0}
        aria-pressed={view.chosen.value !== null}
        title={t('choose')}
        onClick={() => (view.chosen.value === null ? view.choose([]) : view.stopChoosing())}
      >
        {t('chooseShort')}
      </Button>
      <label class="arrange">
        <span class="spoken">{t('order')}</span>
        <select
          value={view.by.value === 'team' && !teams ? 'joined' : view.by.value}
          onChange={(event) => {
            view.by.value = (event.currentTarget as HTMLSelectElement).value as Arrangement | 'team';
          }}
        >
          {ways.map((by) => (
            <option key={by} value={by}>
              {t(by)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

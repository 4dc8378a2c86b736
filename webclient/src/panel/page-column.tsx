// The page in focus: its picture, who is there, and how the children answer its tasks as the answers come.
import './page-column.css';
import { useState } from 'preact/hooks';
import { focus, tallyPage, tallyTasks } from '../core/tally.ts';
import type { BookManifest, BookPage } from '../generated/api.ts';
import type { Row } from '../generated/protocol.ts';
import { Button, Icon } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import { Bar } from './bar.tsx';
import type { Connection } from './connection.ts';
import type { GroupView } from './group-view.ts';
import { PlanNote } from './plan-note.tsx';
import { TaskCounts } from './task-counts.tsx';
import { bookText } from './wording.ts';

const t = liveTexts(
  {
    pages: 'Halaman buku',
    page: 'Halaman {n}: {title}. {here} anak di sini.',
    title: 'Halaman {n}',
    here: '{n} di sini',
    finished: '{n} selesai membaca',
    open: 'Buka untuk semua',
    opened: 'Dibuka untuk semua',
    noTasks: 'Halaman ini tanpa tugas.',
  },
  {
    pages: 'Pages of the book',
    page: 'Page {n}: {title}. {here} children here.',
    title: 'Page {n}',
    here: '{n} here',
    finished: '{n} read to the end',
    open: 'Open for all',
    opened: 'Open for all',
    noTasks: 'This page has no tasks.',
  },
);

interface PageColumnProps {
  connection: Connection;
  view: GroupView;
  manifest: BookManifest;
}

export function PageColumn({ connection, view, manifest }: PageColumnProps) {
  // The educator may look at a page without opening it; once another is opened, the column follows that.
  const [looked, look] = useState<{ page: string; led: string | null } | null>(null);
  const room = connection.room.value;
  const rows = room?.rows ?? [];
  const control = room?.control;
  const led = control?.page ?? null;
  const shown = looked && looked.led === led ? looked.page : focus(rows, manifest.pages, led);
  const page = manifest.pages.find((page) => page.id === shown);
  return (
    <section class="page-column" aria-label={t('pages')}>
      <ol class="page-tabs">
        {manifest.pages.map((page) => (
          <PageTab
            key={page.id}
            page={page}
            manifest={manifest}
            here={tallyPage(rows, page.id).here}
            of={rows.length}
            shown={page.id === shown}
            onLook={() => look({ page: page.id, led })}
          />
        ))}
      </ol>
      {control?.plan && <PlanNote plan={control.plan} step={control.step} />}
      {page && (
        <>
          <PagePicture page={page} manifest={manifest} />
          <h2>
            <span class="hint">{t('title', { n: page.number })}</span> {bookText(page.scene.title, manifest)}
          </h2>
          <Counts rows={rows} page={page.id} />
          {led === page.id ? (
            <p class="opened">
              <Icon name="check" /> {t('opened')}
            </p>
          ) : (
            <Button disabled={control?.ended ?? true} onClick={() => connection.openPage(page.id)}>
              {t('open')}
            </Button>
          )}
          {page.scene.tasks.length === 0 && <p class="hint">{t('noTasks')}</p>}
          {tallyTasks(rows, page, control?.plan).map((tally) => (
            <TaskCounts
              key={tally.task.id}
              tally={tally}
              page={page}
              manifest={manifest}
              of={rows.length}
              onChoose={(learners) => view.choose(learners)}
            />
          ))}
        </>
      )}
    </section>
  );
}

function Counts({ rows, page }: { rows: readonly Row[]; page: string }) {
  const tally = tallyPage(rows, page);
  return (
    <p class="counts" data-here={tally.here} data-finished={tally.finished}>
      <span>{t('here', { n: tally.here })}</span>
      <span>{t('finished', { n: tally.finished })}</span>
    </p>
  );
}

interface PageTabProps {
  page: BookPage;
  manifest: BookManifest;
  here: number;
  of: number;
  shown: boolean;
  onLook: () => void;
}

function PageTab({ page, manifest, here, of, shown, onLook }: PageTabProps) {
  return (
    <li>
      <button
        type="button"
        aria-pressed={shown}
        aria-label={t('page', { n: page.number, title: bookText(page.scene.title, manifest), here })}
        onClick={onLook}
      >
        <b>{page.number}</b>
        <Bar value={here} of={of} />
      </button>
    </li>
  );
}

export function PagePicture({ page, manifest }: { page: BookPage; manifest: BookManifest }) {
  const picture = page.scene.picture;
  const file = picture && manifest.assets[picture.asset];
  if (!file) return <div class="picture blank">{page.number}</div>;
  return <img class="picture" src={file.url} alt={bookText(picture.description, manifest)} />;
}

// What is still missing, and the step to the children: publish, see, print, take back.
import { useState } from 'preact/hooks';
import { Button, ButtonLink, notify, problemText } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import type { Editing } from './editing.ts';
import { HistoryDialog } from './history-dialog.tsx';
import { PreviewDialog } from './preview-dialog.tsx';
import { PrintDialog } from './print-dialog.tsx';
import { StateChip } from './state-chip.tsx';
import { PageWeight } from './weight-report.tsx';

const t = liveTexts(
  {
    ready: 'Semua lengkap. Halaman ini dapat diterbitkan.',
    missing: 'Yang masih kurang',
    publish: 'Terbitkan',
    again: 'Terbitkan perubahan',
    published: 'Halaman {n} terbit. Anak-anak dapat membukanya.',
    see: 'Lihat seperti anak',
    unpublish: 'Tarik dari terbitan',
    withdrawn: 'Halaman {n} tidak lagi dapat dibuka anak-anak.',
    print: 'Cetak penanda',
    preview: 'Pratinjau di HP',
    history: 'Riwayat',
  },
  {
    ready: 'Everything is there. This page can be published.',
    missing: 'Still missing',
    publish: 'Publish',
    again: 'Publish the changes',
    published: 'Page {n} is published. Children can open it.',
    see: 'See it as a child does',
    unpublish: 'Take it back',
    withdrawn: 'Children can no longer open page {n}.',
    print: 'Print markers',
    preview: 'Preview on a phone',
    history: 'History',
  },
);

/** `onShow` brings the person to the place in the document that something is missing from. */
export function PublishSection({ editing, onShow }: { editing: Editing; onShow: (where: string) => void }) {
  const [shown, setShown] = useState<'' | 'print' | 'preview' | 'history'>('');
  const close = () => setShown('');
  const state = editing.state.value;
  const out = state === 'published' || state === 'changed';
  const missing = editing.missing.value;
  const running = editing.running.value;
  return (
    <div class="publish">
      <StateChip state={state} />
      {missing.length === 0 ? (
        <p>{state !== 'published' && t('ready')}</p>
      ) : (
        <div>
          <h3>{t('missing')}</h3>
          <ul class="missing">
            {missing.map((lack) => (
              <li key={`${lack.code} ${lack.where}`}>
                <button type="button" onClick={() => onShow(lack.where)}>
                  {lack.message}
                </button>
              </li>
            ))}
          </ul>
        </div>
      )}
      {running && editing.scene.value.nodes.length > 0 && <PageWeight running={running} />}
      <div class="does">
        <PublishButton editing={editing} onShow={onShow} />
        {out && (
          <ButtonLink icon="eye" href={`/b/${editing.book.book.slug}/${editing.number}`} target="_blank">
            {t('see')}
          </ButtonLink>
        )}
        <Button icon="phone" onClick={() => setShown('preview')}>
          {t('preview')}
        </Button>
        <Button icon="print" onClick={() => setShown('print')}>
          {t('print')}
        </Button>
        <Button icon="timer" onClick={() => setShown('history')}>
          {t('history')}
        </Button>
        {out && <Withdraw editing={editing} />}
      </div>
      <PrintDialog book={editing.book} open={shown === 'print'} onClose={close} />
      <PreviewDialog editing={editing} open={shown === 'preview'} onClose={close} />
      <HistoryDialog editing={editing} open={shown === 'history'} onClose={close} />
    </div>
  );
}

export function PublishButton({ editing, onShow }: { editing: Editing; onShow: (where: string) => void }) {
  const [pending, setPending] = useState(false);
  const state = editing.state.value;
  const publish = async () => {
    setPending(true);
    try {
      await editing.publish();
      notify(t('published', { n: editing.number }));
    } catch (problem) {
      notify(problemText(problem), true);
      const [first] = editing.missing.value;
      if (first) onShow(first.where);
    }
    setPending(false);
  };
  return (
    <Button
      look={state === 'published' ? 'plain' : 'primary'}
      disabled={state === 'published'}
      pending={pending}
      onClick={publish}
    >
      {state === 'changed' ? t('again') : t('publish')}
    </Button>
  );
}

function Withdraw({ editing }: { editing: Editing }) {
  const [pending, setPending] = useState(false);
  const withdraw = async () => {
    setPending(true);
    try {
      await editing.unpublish();
      notify(t('withdrawn', { n: editing.number }));
    } catch (problem) {
      notify(problemText(problem), true);
    }
    setPending(false);
  };
  return (
    <Button look="quiet" pending={pending} onClick={withdraw}>
      {t('unpublish')}
    </Button>
  );
}

// A model before and after it was made light, side by side, turned together.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { StudioAsset } from '../generated/api.ts';
import { Dialog } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import { readReport } from './weights.ts';

const t = liveTexts(
  {
    title: 'Sebelum dan sesudah',
    before: 'Asli',
    after: 'Untuk HP',
    keys: 'Geser untuk memutar keduanya. Panah juga memutarnya.',
    still: 'Aslinya terlalu berat untuk diputar di sini. Ini gambarnya.',
    tooHeavy: 'Aslinya terlalu berat untuk ditampilkan di sini.',
    original: 'Gambar model asli',
    poster: 'Gambar model untuk HP',
  },
  {
    title: 'Before and after',
    before: 'Original',
    after: 'For phones',
    keys: 'Drag to turn both. Arrow keys turn them too.',
    still: 'The original is too heavy to be turned here. This is a picture of it.',
    tooHeavy: 'The original is too heavy to be shown here.',
    original: 'Picture of the original model',
    poster: 'Picture of the model for phones',
  },
);

/** An original with more than this is not given to a browser to draw. */
const MOST_TRIANGLES = 300_000;

interface CompareProps {
  asset: StudioAsset;
  library: string;
  open: boolean;
  onClose: () => void;
}

export function CompareDialog({ asset, library, open, onClose }: CompareProps) {
  return (
    <Dialog open={open} title={t('title')} onClose={onClose} wide>
      <Sides asset={asset} library={library} />
    </Dialog>
  );
}

function Sides({ asset, library }: Pick<CompareProps, 'asset' | 'library'>) {
  const [left, right] = [useRef<HTMLCanvasElement>(null), useRef<HTMLCanvasElement>(null)];
  const original = `/api/studio/libraries/${library}/assets/${asset.sha256}/original`;
  const drawable = (readReport(asset.report)?.before?.triangles ?? 0) <= MOST_TRIANGLES;
  const [failed, setFailed] = useState({ before: !drawable, after: false });
  useEffect(() => {
    let gone = false;
    const views: { dispose: () => void }[] = [];
    const begin = async () => {
      const { ModelView } = await import('./model-view.ts');
      if (gone) return;
      const after = new ModelView(right.current!);
      views.push(after);
      after.show(asset.file?.url ?? '').catch(() => setFailed((now) => ({ ...now, after: true })));
      if (!drawable) return;
      const before = new ModelView(left.current!);
      views.push(before);
      before.turnWith(after);
      before.show(original).catch(() => setFailed((now) => ({ ...now, before: true })));
    };
    begin().catch(() => !gone && setFailed({ before: true, after: true }));
    return () => {
      gone = true;
      for (const view of views) view.dispose();
    };
  }, [asset.sha256]);
  return (
    <>
      <div class="compare">
        <figure>
          <canvas ref={left} tabIndex={0} aria-label={`${t('before')}. ${t('keys')}`} hidden={failed.before} />
          {failed.before && <Still url={`${original}/poster`} />}
          <figcaption>{t('before')}</figcaption>
        </figure>
        <figure>
          <canvas ref={right} tabIndex={0} aria-label={`${t('after')}. ${t('keys')}`} hidden={failed.after} />
          {failed.after && asset.poster && <img src={asset.poster} alt={t('poster')} />}
          <figcaption>{t('after')}</figcaption>
        </figure>
      </div>
      <p class="hint">{t('keys')}</p>
    </>
  );
}

/** A picture of the original, which the server paints when it is asked for. */
function Still({ url }: { url: string }) {
  const [failed, setFailed] = useState(false);
  if (failed) return <p class="hint">{t('tooHeavy')}</p>;
  return (
    <>
      <img src={url} alt={t('original')} onError={() => setFailed(true)} />
      <p class="hint">{t('still')}</p>
    </>
  );
}

// How heavy a model is, in plain words and marks: how it will run on a cheap phone, what was made lighter, and the details.
import './weight-report.css';
import { useState } from 'preact/hooks';
import type { Running, StudioAsset } from '../generated/api.ts';
import { Button, Icon } from '../ui/controls.tsx';
import { language, liveTexts } from '../ui/language.ts';
import { CompareDialog } from './compare-dialog.tsx';
import { figures, type Judgement, readReport, type Weighed } from './weights.ts';

const t = liveTexts(
  {
    title: 'Di HP murah',
    page: 'Seluruh halaman di HP murah',
    carried: 'Yang harus dibawa HP',
    tooHeavy: 'terlalu berat untuk diterbitkan',
    smooth: 'Lancar',
    fair: 'Cukup lancar',
    slow: 'Tersendat',
    rate: 'kira-kira {n} gambar per detik',
    most: '30 gambar per detik atau lebih',
    estimate: 'Perkiraan dari pengukuran, bukan uji pada HP Anda.',
    green: 'ringan',
    amber: 'agak berat',
    red: 'terlalu berat',
    lighter: 'Unduhan {before} menjadi {after}.',
    download: 'Unduhan {after}.',
    gaveTriangles: 'Bentuknya disederhanakan supaya muat.',
    gaveTextures: 'Gambarnya diperkecil supaya muat.',
    details: 'Rincian',
    figure: 'Yang dihitung',
    before: 'Asli',
    after: 'Untuk HP',
    verdict: 'Nilai',
    bytes: 'Unduhan',
    triangles: 'Segitiga',
    draws: 'Bagian yang digambar',
    texture_side: 'Sisi tekstur (px)',
    texture_bytes: 'Memori tekstur',
    joints: 'Tulang',
    compare: 'Bandingkan sebelum dan sesudah',
  },
  {
    title: 'On a cheap phone',
    page: 'The whole page on a cheap phone',
    carried: 'What the phone has to carry',
    tooHeavy: 'too heavy to be published',
    smooth: 'Smooth',
    fair: 'Fairly smooth',
    slow: 'Stutters',
    rate: 'about {n} pictures a second',
    most: '30 pictures a second or more',
    estimate: 'An estimate from measurements, not a test on your phone.',
    green: 'light',
    amber: 'rather heavy',
    red: 'too heavy',
    lighter: 'Download {before}, now {after}.',
    download: 'Download {after}.',
    gaveTriangles: 'Its shape was simplified to fit.',
    gaveTextures: 'Its pictures were made smaller to fit.',
    details: 'Details',
    figure: 'What is counted',
    before: 'Original',
    after: 'For phones',
    verdict: 'Judged',
    bytes: 'Download',
    triangles: 'Triangles',
    draws: 'Parts drawn',
    texture_side: 'Texture side (px)',
    texture_bytes: 'Texture memory',
    joints: 'Joints',
    compare: 'Compare before and after',
  },
);

const marks: Record<Judgement, string> = { green: '●', amber: '▲', red: '■' };
const paces = { smooth: 'green', fair: 'amber', slow: 'red' } as const;

export function WeightReport({ asset, library }: { asset: StudioAsset; library: string }) {
  const [comparing, setComparing] = useState(false);
  const weighed = readReport(asset.report);
  if (!weighed || !asset.running) return null;
  const { before, after, gaveUp } = weighed;
  const sizes = { before: before ? size(before.bytes) : '', after: size(after.bytes) };
  return (
    <section class="weight">
      <PaceLine title={t('title')} running={asset.running} />
      <p>
        {t(before && before.bytes > after.bytes ? 'lighter' : 'download', sizes)}
        {gaveUp.includes('triangles') && ` ${t('gaveTriangles')}`}
        {gaveUp.includes('textures') && ` ${t('gaveTextures')}`}
      </p>
      <details>
        <summary>{t('details')}</summary>
        <Details weighed={weighed} />
        <p class="hint">{t('estimate')}</p>
      </details>
      {before && (
        <Button icon="eye" onClick={() => setComparing(true)}>
          {t('compare')}
        </Button>
      )}
      <CompareDialog asset={asset} library={library} open={comparing} onClose={() => setComparing(false)} />
    </section>
  );
}

/** What the page with all its models comes to: how it will run, and, by the same sum that publishing asks, its weight. */
export function PageWeight({ running }: { running: Running }) {
  const weighed = readReport({ ...running.load });
  const { verdict } = running.load;
  return (
    <div class="weight">
      <PaceLine title={t('page')} running={running} />
      <p class={`pace ${verdict}`}>
        <span>{t('carried')}</span>
        <b>
          <Mark judgement={verdict} /> {t(verdict === 'red' ? 'tooHeavy' : verdict)}
        </b>
      </p>
      {weighed && (
        <details>
          <summary>{t('details')}</summary>
          <Details weighed={weighed} />
        </details>
      )}
      <p class="hint">{t('estimate')}</p>
    </div>
  );
}

function PaceLine({ title, running }: { title: string; running: Running }) {
  const rate = Math.round(1000 / running.frame_ms);
  return (
    <p class={`pace ${paces[running.pace]}`}>
      <span>{title}</span>
      <b>
        <Mark judgement={paces[running.pace]} /> {t(running.pace)}
      </b>
      <span>{rate >= 30 ? t('most') : t('rate', { n: rate })}</span>
    </p>
  );
}

function Details({ weighed: { before, after } }: { weighed: Weighed }) {
  return (
    <table class="weights">
      <thead>
        <tr>
          <th scope="col">{t('figure')}</th>
          {before && <th scope="col">{t('before')}</th>}
          <th scope="col">{t('after')}</th>
          <th scope="col">{t('verdict')}</th>
        </tr>
      </thead>
      <tbody>
        {figures.map((figure) => (
          <tr key={figure}>
            <th scope="row">{t(figure)}</th>
            {before && <td>{amount(figure, before[figure])}</td>}
            <td>{amount(figure, after[figure])}</td>
            <td class={after.budget[figure]}>
              <Mark judgement={after.budget[figure]} /> {t(after.budget[figure])}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Mark({ judgement }: { judgement: Judgement }) {
  return judgement === 'green' ? <Icon name="check" /> : <span aria-hidden="true">{marks[judgement]}</span>;
}

const locale = () => (language.value === 'id' ? 'id-ID' : 'en-GB');

function amount(figure: (typeof figures)[number], value: number): string {
  return figure === 'bytes' || figure === 'texture_bytes' ? size(value) : value.toLocaleString(locale());
}

/** `1,2 MB`, or `340 kB`. */
function size(bytes: number): string {
  const mega = bytes / 1024 / 1024;
  if (mega < 0.95) return `${Math.ceil(bytes / 1024).toLocaleString(locale())} kB`;
  return `${mega.toLocaleString(locale(), { maximumFractionDigits: 1 })} MB`;
}

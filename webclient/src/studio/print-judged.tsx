// What the print doctor found: a verdict, what to do about it, and how large the marker is on paper.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Measured } from '../core/print-measure.ts';
import { type Finding, findings, type Level, sideOnPaper, type Verdict, verdict } from '../core/print-verdict.ts';
import type { MarkerOfPage } from '../generated/api.ts';
import { Field, Icon, type IconName } from '../ui/controls.tsx';
import { language, liveTexts } from '../ui/language.ts';
import { sayFinding, sayVerdict } from './doctor-words.ts';
import type { Photograph } from './photograph.ts';

const t = liveTexts(
  {
    page: 'Halaman {n}, {book}',
    others: 'Ada {n} penanda lain di foto; yang terbesar yang dinilai.',
    photo: 'Foto penanda, dengan tepi yang ditemukan',
    good: 'Yang sudah baik: {n}',
    ruler: 'Ukuran di kertas',
    why: 'Foto tidak dapat mengetahui skala cetak, penggaris dapat.',
    size: 'Ukuran yang dicetak',
    line: 'Panjang garis 100 mm menurut penggaris',
    lineHint: 'Boleh dikosongkan. Garis itu ada di bagian bawah lembar.',
    side: 'Sisi penanda di kertas: {mm} mm.',
    assumed: 'Sisi penanda di kertas: {mm} mm bila pencetak tidak mengubah ukuran.',
  },
  {
    page: 'Page {n}, {book}',
    others: 'There are {n} more markers in the photograph; the largest is judged.',
    photo: 'The photographed marker, with the edge that was found',
    good: 'Well already: {n}',
    ruler: 'Size on paper',
    why: 'A photograph cannot tell the scale of a print; a ruler can.',
    size: 'Size that was printed',
    line: 'Length of the 100 mm line by a ruler',
    lineHint: 'May be left empty. The line is at the foot of the sheet.',
    side: 'Side of the marker on paper: {mm} mm.',
    assumed: 'Side of the marker on paper: {mm} mm, if the printer did not change the size.',
  },
);

export interface JudgedPrint {
  readonly photograph: Photograph;
  readonly measured: Measured;
  readonly marker: MarkerOfPage;
  /** Further markers in the photograph. */
  readonly others: number;
}

const SIGNS: Record<Level, IconName> = { good: 'check', fair: 'question', bad: 'close', unknown: 'question' };
const VERDICT_LEVEL: Record<Verdict, Level> = { good: 'good', usable: 'fair', reprint: 'bad', again: 'unknown' };
/** What needs to be done stands first. */
const URGENCY: readonly Level[] = ['bad', 'fair', 'unknown'];

export function Judged({ print, sizes }: { print: JudgedPrint; sizes: number[] }) {
  const [size, setSize] = useState(60);
  const [typed, setTyped] = useState('');
  const line = lineOf(typed);
  const found = findings(print.measured, line);
  const judged = verdict(found);
  const { says, how } = sayVerdict(judged);
  const good = found.filter(({ level }) => level === 'good');
  // That the scale is unknown is said where it can be given.
  const toDo = URGENCY.flatMap((urgency) =>
    found.filter(({ aspect, level }) => level === urgency && !(aspect === 'scale' && level === 'unknown')),
  );
  return (
    <section class="judged">
      <div class={`verdict ${VERDICT_LEVEL[judged]}`} role="status" data-verdict={judged}>
        <Icon name={SIGNS[VERDICT_LEVEL[judged]]} />
        <div>
          <h2>{says}</h2>
          <p>{how}</p>
        </div>
      </div>
      <Picture print={print} />
      <div class="found">
        {toDo.length > 0 && <Findings found={toDo} />}
        {good.length > 0 && (
          <details>
            <summary>{t('good', { n: good.length })}</summary>
            <Findings found={good} />
          </details>
        )}
        <OnPaper sizes={sizes} size={size} line={line} typed={typed} onSize={setSize} onLine={setTyped} />
      </div>
    </section>
  );
}

function Findings({ found }: { found: readonly Finding[] }) {
  return (
    <ul class="findings">
      {found.map((finding) => {
        const { name, measured, advice } = sayFinding(finding);
        return (
          <li key={finding.aspect} class={finding.level} data-aspect={finding.aspect} data-level={finding.level}>
            <Icon name={SIGNS[finding.level]} />
            <p>
              <b>{name}</b> <span class="hint">{measured}</span>
              {advice && <span class="advice">{advice}</span>}
            </p>
          </li>
        );
      })}
    </ul>
  );
}

interface OnPaperProps {
  sizes: number[];
  size: number;
  line: number | null;
  typed: string;
  onSize: (size: number) => void;
  onLine: (typed: string) => void;
}

function OnPaper({ sizes, size, line, typed, onSize, onLine }: OnPaperProps) {
  const mm = sideOnPaper(size, line).toLocaleString(language.value, { maximumFractionDigits: 1 });
  return (
    <div class="on-paper">
      <h3>{t('ruler')}</h3>
      <p class="hint">{t('why')}</p>
      <Field
        label={t('line')}
        hint={t('lineHint')}
        control={(ties) => (
          <input
            {...ties}
            inputMode="decimal"
            placeholder="100"
            value={typed}
            onInput={(event) => onLine(event.currentTarget.value)}
          />
        )}
      />
      <Field
        label={t('size')}
        control={(ties) => (
          <select {...ties} value={size} onChange={(event) => onSize(Number(event.currentTarget.value))}>
            {sizes.map((one) => (
              <option key={one} value={one}>
                {one} mm
              </option>
            ))}
          </select>
        )}
      />
      <p>{t(line === null ? 'assumed' : 'side', { mm })}</p>
    </div>
  );
}

/** What was read off a ruler, mm; null for nothing, or for what no ruler says of such a line. */
function lineOf(typed: string): number | null {
  const line = Number(typed.trim().replace(',', '.'));
  return typed.trim() && line >= 50 && line <= 150 ? line : null;
}

/** Half the marker's side is left around it. */
const AROUND = 0.5;

/** The marker cut out of the photograph, with the edge that was found drawn around it. */
function Picture({ print: { photograph, measured, marker, others } }: { print: JudgedPrint }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current!.getContext('2d');
    if (!context) return;
    const xs = measured.outline.map(([x]) => x);
    const ys = measured.outline.map(([, y]) => y);
    const around = measured.side * AROUND;
    const [left, top] = [Math.min(...xs) - around, Math.min(...ys) - around];
    const side = Math.max(Math.max(...xs) - Math.min(...xs), Math.max(...ys) - Math.min(...ys)) + 2 * around;
    const scale = canvas.current!.width / side;
    context.setTransform(scale, 0, 0, scale, -left * scale, -top * scale);
    context.drawImage(photograph.canvas, 0, 0);
    context.beginPath();
    for (const [x, y] of measured.outline) context.lineTo(x, y);
    context.closePath();
    context.lineWidth = 5 / scale;
    context.strokeStyle = getComputedStyle(canvas.current!).getPropertyValue('--honey');
    context.stroke();
  }, [photograph, measured]);
  return (
    <figure>
      <canvas ref={canvas} width={640} height={640} role="img" aria-label={t('photo')} />
      <figcaption>
        <b>{t('page', { n: marker.page_number, book: marker.book_title })}</b>
        {others > 0 && <span class="hint">{t('others', { n: others })}</span>}
      </figcaption>
    </figure>
  );
}

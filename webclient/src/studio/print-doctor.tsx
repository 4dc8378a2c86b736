// The print doctor: a photograph of a printed marker is judged in the browser, and told what to do about the print.
import './print-doctor.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { type Measured, measurePrint } from '../core/print-measure.ts';
import { type Finding, findings, type Level, sideOnPaper, type Verdict, verdict } from '../core/print-verdict.ts';
import { wordBits } from '../core/ring13.ts';
import type { MarkerOfPage, PrintKind } from '../generated/api.ts';
import { get } from '../net/http.ts';
import { Field, Icon, type IconName, Waiting } from '../ui/controls.tsx';
import { language, liveTexts } from '../ui/language.ts';
import { TopBar } from '../ui/sign-in.tsx';
import { type DoctorTrouble, sayFinding, sayTrouble, sayVerdict } from './doctor-words.ts';
import { PrintFinder } from './find-print.ts';
import { type Photograph, photographOf, Unusable } from './photograph.ts';
import { follow, HOME } from './route.ts';

const t = liveTexts(
  {
    books: 'Semua buku',
    title: 'Periksa hasil cetak',
    about: 'Foto satu penanda yang sudah dicetak: lurus dari atas, dari dekat, di tempat terang.',
    private: 'Foto diperiksa di sini saja dan tidak dikirim ke mana pun.',
    take: 'Ambil foto penanda',
    again: 'Foto lagi',
    looking: 'Memeriksa foto…',
    page: 'Halaman {n}, {book}',
    others: 'Ada {n} penanda lain di foto; yang terbesar yang dinilai.',
    size: 'Ukuran yang dicetak',
    line: 'Panjang garis 100 mm menurut penggaris',
    lineHint: 'Boleh dikosongkan. Garis itu ada di bagian bawah lembar.',
    side: 'Sisi penanda di kertas: {mm} mm.',
    assumed: 'Sisi penanda di kertas: {mm} mm bila pencetak tidak mengubah ukuran.',
    photo: 'Foto penanda, dengan tepi yang ditemukan',
  },
  {
    books: 'All books',
    title: 'Check a print',
    about: 'Photograph one printed marker: straight from above, from near, in good light.',
    private: 'The photograph is looked at right here and sent nowhere.',
    take: 'Photograph a marker',
    again: 'Another photograph',
    looking: 'Looking at the photograph…',
    page: 'Page {n}, {book}',
    others: 'There are {n} more markers in the photograph; the largest is judged.',
    size: 'Size that was printed',
    line: 'Length of the 100 mm line by a ruler',
    lineHint: 'May be left empty. The line is at the foot of the sheet.',
    side: 'Side of the marker on paper: {mm} mm.',
    assumed: 'Side of the marker on paper: {mm} mm, if the printer did not change the size.',
    photo: 'The photographed marker, with the edge that was found',
  },
);

interface Known {
  finder: PrintFinder;
  sizes: number[];
}

type State =
  | { kind: 'idle' }
  | { kind: 'looking' }
  | { kind: 'trouble'; trouble: DoctorTrouble }
  | { kind: 'judged'; photograph: Photograph; measured: Measured; marker: MarkerOfPage; others: number };

export function PrintDoctor() {
  const [known, setKnown] = useState<Known>();
  const [problem, setProblem] = useState<unknown>();
  const [state, setState] = useState<State>({ kind: 'idle' });
  const load = () => {
    setProblem(undefined);
    const asked = [get<MarkerOfPage[]>('/api/markers/prints/markers'), get<PrintKind[]>('/api/markers/prints/kinds')];
    Promise.all(asked as [Promise<MarkerOfPage[]>, Promise<PrintKind[]>]).then(([markers, kinds]) => {
      const sizes = [...new Set(kinds.flatMap((kind) => kind.sizes))].sort((a, b) => a - b);
      setKnown({ finder: new PrintFinder(markers), sizes });
    }, setProblem);
  };
  useEffect(load, []);
  useEffect(() => () => known?.finder.close(), [known]);
  useEffect(() => {
    document.title = t('title');
  }, [language.value]);

  const judge = async (file: File) => {
    setState({ kind: 'looking' });
    setState(await stateOf(file, known!.finder));
  };

  return (
    <>
      <TopBar>
        <a class="back" href={HOME} onClick={follow}>
          <Icon name="back" />
          {t('books')}
        </a>
      </TopBar>
      {!known && <Waiting problem={problem} onRetry={load} />}
      {known && (
        <div class="doctor">
          <header>
            <h1>{t('title')}</h1>
            <p>{t('about')}</p>
          </header>
          {state.kind === 'judged' && <Judged state={state} sizes={known.sizes} />}
          <p class="doctor-says" role="status">
            {state.kind === 'looking' && t('looking')}
            {state.kind === 'trouble' && sayTrouble(state.trouble)}
          </p>
          <Take again={state.kind === 'judged' || state.kind === 'trouble'} onTake={judge} />
          <p class="hint">{t('private')}</p>
        </div>
      )}
    </>
  );
}

async function stateOf(file: File, finder: PrintFinder): Promise<State> {
  try {
    const photograph = await photographOf(file);
    const search = await finder.search(photograph.gray);
    if (search.kind !== 'found') return { kind: 'trouble', trouble: search.kind };
    const [{ marker, corners }] = search.prints as [(typeof search.prints)[number]];
    const measured = measurePrint(photograph.gray, corners, wordBits(marker.word));
    return { kind: 'judged', photograph, measured, marker, others: search.prints.length - 1 };
  } catch (reason) {
    return { kind: 'trouble', trouble: reason instanceof Unusable ? reason.trouble : 'no_tracker' };
  }
}

/** The one thing to do. The label is the button: the file input itself opens the camera on a phone. */
function Take({ again, onTake }: { again: boolean; onTake: (file: File) => void }) {
  const take = (event: Event) => {
    const input = event.currentTarget as HTMLInputElement;
    const [file] = input.files ?? [];
    // The same file may be chosen again after the print was put right.
    input.value = '';
    if (file) onTake(file);
  };
  return (
    <label class="button primary take">
      <Icon name="phone" />
      {again ? t('again') : t('take')}
      <input class="spoken" type="file" accept="image/*" capture="environment" onChange={take} />
    </label>
  );
}

const SIGNS: Record<Level, IconName> = { good: 'check', fair: 'question', bad: 'close', unknown: 'question' };
const VERDICT_LEVEL: Record<Verdict, Level> = { good: 'good', usable: 'fair', reprint: 'bad', again: 'unknown' };

function Judged({ state, sizes }: { state: Extract<State, { kind: 'judged' }>; sizes: number[] }) {
  const [size, setSize] = useState(60);
  const [typed, setTyped] = useState('');
  const line = lineOf(typed);
  const found = findings(state.measured, line);
  const judged = verdict(found);
  const { says, how } = sayVerdict(judged);
  const mm = sideOnPaper(size, line).toLocaleString(language.value, { maximumFractionDigits: 1 });
  return (
    <section class="judged">
      <div class={`verdict ${VERDICT_LEVEL[judged]}`} role="status" data-verdict={judged}>
        <Icon name={SIGNS[VERDICT_LEVEL[judged]]} />
        <div>
          <h2>{says}</h2>
          <p>{how}</p>
        </div>
      </div>
      <Picture state={state} />
      <ul class="findings">
        {[...found]
          .sort((a, b) => weight(b) - weight(a))
          .map((finding) => (
            <Line key={finding.aspect} finding={finding} />
          ))}
      </ul>
      <div class="pair">
        <Field
          label={t('size')}
          control={(ties) => (
            <select {...ties} value={size} onChange={(event) => setSize(Number(event.currentTarget.value))}>
              {sizes.map((one) => (
                <option key={one} value={one}>
                  {one} mm
                </option>
              ))}
            </select>
          )}
        />
        <Field
          label={t('line')}
          hint={t('lineHint')}
          control={(ties) => (
            <input
              {...ties}
              inputMode="decimal"
              placeholder="100"
              value={typed}
              onInput={(event) => setTyped(event.currentTarget.value)}
            />
          )}
        />
      </div>
      <p>{t(line === null ? 'assumed' : 'side', { mm })}</p>
    </section>
  );
}

/** What was read off a ruler, mm; null for nothing, or for what no ruler says of such a line. */
function lineOf(typed: string): number | null {
  const line = Number(typed.trim().replace(',', '.'));
  return typed.trim() && line >= 50 && line <= 150 ? line : null;
}

/** What needs to be done stands first. */
const weight = ({ level }: Finding): number => ['good', 'unknown', 'fair', 'bad'].indexOf(level);

function Line({ finding }: { finding: Finding }) {
  const { name, measured, advice } = sayFinding(finding);
  return (
    <li class={finding.level} data-aspect={finding.aspect} data-level={finding.level}>
      <Icon name={SIGNS[finding.level]} />
      <p>
        <b>{name}</b> <span class="hint">{measured}</span>
        {advice && <span class="advice">{advice}</span>}
      </p>
    </li>
  );
}

/** Half the marker's side is left around it. */
const AROUND = 0.5;

/** The marker cut out of the photograph, with the edge that was found drawn around it. */
function Picture({ state: { photograph, measured, marker, others } }: { state: Extract<State, { kind: 'judged' }> }) {
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

// The print doctor: a photograph of a printed marker is judged in the browser, and told what to do about the print.
import './print-doctor.css';
import { useEffect, useState } from 'preact/hooks';
import { measurePrint } from '../core/print-measure.ts';
import { wordBits } from '../core/ring13.ts';
import type { MarkerOfPage, PrintKind } from '../generated/api.ts';
import { get } from '../net/http.ts';
import { Icon, Waiting } from '../ui/controls.tsx';
import { language, liveTexts } from '../ui/language.ts';
import { TopBar } from '../ui/sign-in.tsx';
import { Sign } from '../ui/signs.tsx';
import { type DoctorTrouble, sayTrouble } from './doctor-words.ts';
import { PrintFinder } from './find-print.ts';
import { photographOf, Unusable } from './photograph.ts';
import { Judged, type JudgedPrint } from './print-judged.tsx';
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
  },
  {
    books: 'All books',
    title: 'Check a print',
    about: 'Photograph one printed marker: straight from above, from near, in good light.',
    private: 'The photograph is looked at right here and sent nowhere.',
    take: 'Photograph a marker',
    again: 'Another photograph',
    looking: 'Looking at the photograph…',
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
  | { kind: 'judged'; print: JudgedPrint };

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
          {state.kind === 'judged' && <Judged print={state.print} sizes={known.sizes} />}
          <p class="doctor-says" role="status">
            {state.kind === 'looking' && t('looking')}
            {state.kind === 'trouble' && (
              <>
                <Icon name="question" />
                <span>{sayTrouble(state.trouble)}</span>
              </>
            )}
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
    return { kind: 'judged', print: { photograph, measured, marker, others: search.prints.length - 1 } };
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
    <label class="button primary photograph-it">
      <Sign name="camera" />
      {again ? t('again') : t('take')}
      <input class="spoken" type="file" accept="image/*" capture="environment" onChange={take} />
    </label>
  );
}

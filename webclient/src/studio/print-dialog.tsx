// Choosing how the markers of a book are printed. Pages without a marker get theirs first.
import './print-dialog.css';
import { useEffect, useState } from 'preact/hooks';
import type { PrintKind, StudioBook } from '../generated/api.ts';
import { get, post } from '../net/http.ts';
import { Button, Dialog, Icon, problemText, Waiting } from '../ui/controls.tsx';
import { addressOf, fitting, type PrintChoice, usualChoice } from './print-choice.ts';
import { Finer } from './print-finer.tsx';
import { type PrintWord, t } from './print-words.ts';
import { DOCTOR, follow } from './route.ts';

interface PrintDialogProps {
  book: StudioBook;
  open: boolean;
  onClose: () => void;
}

export function PrintDialog({ book, open, onClose }: PrintDialogProps) {
  const [kinds, setKinds] = useState<PrintKind[]>();
  const [missing, setMissing] = useState<unknown>();
  const load = () => {
    setMissing(undefined);
    get<PrintKind[]>('/api/markers/prints/kinds').then(setKinds, setMissing);
  };
  useEffect(() => {
    if (open && !kinds) load();
  }, [open]);
  return (
    <Dialog open={open} title={t('title')} onClose={onClose}>
      {kinds ? <Choosing book={book} kinds={kinds} onClose={onClose} /> : <Waiting problem={missing} onRetry={load} />}
    </Dialog>
  );
}

function Choosing({ book, kinds, onClose }: { book: StudioBook; kinds: PrintKind[]; onClose: () => void }) {
  const [choice, setChoice] = useState(() => usualChoice(kinds));
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState('');
  const choose = (part: Partial<PrintChoice>) => setChoice(fitting(kinds, { ...choice, ...part }));

  const print = async () => {
    // Opened at the press: a browser takes a window that opens later for an advertisement.
    const sheet = choice.file === 'pdf' ? window.open('', '_blank') : null;
    setPending(true);
    setProblem('');
    try {
      await post(`/api/markers/books/${book.book.id}/assign`);
      const address = addressOf(book.book.id, choice);
      if (choice.file === 'svg') save(address);
      else if (sheet) sheet.location.href = address;
      else location.href = address;
      onClose();
    } catch (refusal) {
      sheet?.close();
      setProblem(problemText(refusal));
    }
    setPending(false);
  };

  return (
    <>
      <div class="print">
        <fieldset class="print-kinds">
          <legend>{t('kind')}</legend>
          {kinds.map(({ kind }) => (
            <label key={kind}>
              <input
                type="radio"
                name="print-kind"
                checked={kind === choice.kind}
                onChange={() => choose({ kind, page: 0 })}
              />
              <span>
                <b>{t(kind as PrintWord)}</b>
                <span class="hint">{t(`${kind}_for` as PrintWord)}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <Finer book={book} kind={kinds.find(({ kind }) => kind === choice.kind)!} choice={choice} onChange={choose} />
        <p class="hint">{t(choice.grid ? 'trial' : 'scale')}</p>
        <p class="problem" role="alert">
          {problem}
        </p>
      </div>
      <footer>
        <a class="back" href={DOCTOR} onClick={follow}>
          {t('check')}
        </a>
        <Button look="primary" pending={pending} onClick={print}>
          <Icon name={choice.file === 'pdf' ? 'print' : 'download'} />
          {t(choice.file === 'pdf' ? 'open' : 'save')}
        </Button>
      </footer>
    </>
  );
}

function save(address: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  link.click();
}

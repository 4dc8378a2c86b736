// Choosing how the markers of a book are printed. Pages without a marker get theirs first.
import { useState } from 'preact/hooks';
import type { StudioBook } from '../generated/api.ts';
import { post } from '../net/http.ts';
import { Button, Dialog, Icon, problemText } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';

const t = liveTexts(
  {
    title: 'Cetak penanda',
    about: 'Setiap halaman mendapat satu penanda. Gunting, lalu tempel pada halaman bukunya.',
    size: 'Ukuran penanda',
    large: '60 mm, terbaca dari jauh',
    small: '40 mm, untuk buku kecil',
    paper: 'Kertas',
    a4: 'A4',
    f4: 'F4 (folio)',
    scale: 'Cetak pada ukuran 100%. Garis 100 mm pada lembar itu gunanya untuk memeriksa.',
    open: 'Buka PDF',
  },
  {
    title: 'Print markers',
    about: 'Each page gets one marker. Cut them out and paste each on its page of the book.',
    size: 'Size of the markers',
    large: '60 mm, read from afar',
    small: '40 mm, for small books',
    paper: 'Paper',
    a4: 'A4',
    f4: 'F4 (folio)',
    scale: 'Print at 100%. The 100 mm line on the sheet is there to check.',
    open: 'Open the PDF',
  },
);

export function PrintDialog({ book, open, onClose }: { book: StudioBook; open: boolean; onClose: () => void }) {
  const [size, setSize] = useState('60');
  const [paper, setPaper] = useState('a4');
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState('');

  const print = async () => {
    // Opened at the press: a browser takes a window that opens later for an advertisement.
    const sheet = window.open('', '_blank');
    setPending(true);
    setProblem('');
    try {
      await post(`/api/markers/books/${book.book.id}/assign`);
      const address = `/api/markers/books/${book.book.id}/sheet.pdf?size=${size}&paper=${paper}`;
      if (sheet) sheet.location.href = address;
      else location.href = address;
      onClose();
    } catch (refusal) {
      sheet?.close();
      setProblem(problemText(refusal));
    }
    setPending(false);
  };

  return (
    <Dialog open={open} title={t('title')} onClose={onClose}>
      <div class="print">
        <p>{t('about')}</p>
        <Choice
          name={t('size')}
          value={size}
          onChange={setSize}
          options={[
            ['60', t('large')],
            ['40', t('small')],
          ]}
        />
        <Choice
          name={t('paper')}
          value={paper}
          onChange={setPaper}
          options={[
            ['a4', t('a4')],
            ['f4', t('f4')],
          ]}
        />
        <p class="hint">{t('scale')}</p>
        <p class="problem" role="alert">
          {problem}
        </p>
      </div>
      <footer>
        <Button look="primary" pending={pending} onClick={print}>
          <Icon name="print" />
          {t('open')}
        </Button>
      </footer>
    </Dialog>
  );
}

interface ChoiceProps {
  name: string;
  value: string;
  options: readonly (readonly [value: string, label: string])[];
  onChange: (value: string) => void;
}

function Choice({ name, value, options, onChange }: ChoiceProps) {
  return (
    <fieldset class="ticks">
      <legend>{name}</legend>
      {options.map(([option, label]) => (
        <label key={option}>
          <input type="radio" name={name} checked={option === value} onChange={() => onChange(option)} />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

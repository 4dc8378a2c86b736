// The form for a book's record: new, or changed. The server's refusals stand beside the field they are about.
import { useState } from 'preact/hooks';
import type { BookIn, NewBook, StudioBook } from '../generated/api.ts';
import { Problem, post, put } from '../net/http.ts';
import { Button, Field, problemText } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import { type Level, languageName, levelName, levels, licences, offered } from './languages.ts';

const t = liveTexts(
  {
    title: 'Judul',
    titleMissing: 'Tulis judul buku seperti pada sampulnya.',
    creators: 'Penulis dan ilustrator',
    isbn: 'ISBN',
    isbnHint: 'Boleh kosong.',
    level: 'Jenjang',
    levelHint: 'Untuk pembaca mana buku ini.',
    first: 'Bahasa utama',
    others: 'Bahasa lain di buku ini',
    licence: 'Lisensi',
    licenceHint: 'Untuk teks dan gambar buku, misalnya CC BY 4.0.',
    make: 'Buat buku',
    keep: 'Simpan',
  },
  {
    title: 'Title',
    titleMissing: 'Write the book’s title as on its cover.',
    creators: 'Author and illustrator',
    isbn: 'ISBN',
    isbnHint: 'May be left empty.',
    level: 'Level',
    levelHint: 'Which readers the book is for.',
    first: 'First language',
    others: 'Other languages in this book',
    licence: 'Licence',
    licenceHint: 'Of the book’s text and pictures, CC BY 4.0 for instance.',
    make: 'Make the book',
    keep: 'Save',
  },
);

const blank: BookIn = { title: '', creators: '', isbn: '', level: 'B1', languages: ['id', 'en'], licence: '' };

/** Which field a refusal is about; empty when it is about the whole. */
export function fieldOf(problem: unknown): string {
  if (!(problem instanceof Problem)) return '';
  if (problem.code === 'isbn_invalid') return 'isbn';
  if (problem.code !== 'invalid') return '';
  return problem.where[0]?.split('.').find((part) => part in blank) ?? '';
}

interface BookFormProps {
  library: string;
  /** The book to change; none makes a new one. */
  book?: StudioBook;
  onDone: (book: StudioBook) => void;
}

export function BookForm({ library, book, onDone }: BookFormProps) {
  const [record, setRecord] = useState<BookIn>(book ? { ...book.book, isbn: book.isbn } : blank);
  const [problem, setProblem] = useState<{ field: string; text: string }>();
  const [pending, setPending] = useState(false);
  const set = (change: Partial<BookIn>) => setRecord({ ...record, ...change });
  const about = (field: string) => (problem?.field === field ? problem.text : undefined);

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    if (pending) return;
    const form = event.currentTarget as HTMLFormElement;
    const refuse = (field: string, text: string) => {
      setProblem({ field, text });
      (form.elements.namedItem(field) as HTMLElement | null)?.focus();
    };
    if (!record.title.trim()) return refuse('title', t('titleMissing'));
    const { title, creators, isbn, level, languages, licence } = record;
    const sent: BookIn = { title, creators, isbn, level, languages, licence };
    setPending(true);
    setProblem(undefined);
    try {
      const made = book
        ? await put<StudioBook>(`/api/studio/books/${book.book.id}`, sent)
        : await post<StudioBook>('/api/studio/books', { ...sent, library } satisfies NewBook);
      onDone(made);
    } catch (refusal) {
      refuse(fieldOf(refusal), problemText(refusal));
    }
    setPending(false);
  };

  const written = (name: 'title' | 'creators' | 'isbn' | 'licence', more: { hint?: string; list?: string } = {}) => (
    <Field
      label={t(name)}
      hint={more.hint}
      problem={about(name)}
      control={(ties) => (
        <input
          {...ties}
          name={name}
          value={record[name]}
          maxLength={name === 'creators' ? 300 : name === 'title' ? 200 : name === 'isbn' ? 20 : 60}
          autoComplete="off"
          type="text"
          list={more.list}
          onInput={(event) => set({ [name]: event.currentTarget.value })}
        />
      )}
    />
  );

  return (
    <form class="book-form" noValidate onSubmit={submit}>
      {written('title')}
      {written('creators')}
      <div class="pair">
        {written('isbn', { hint: t('isbnHint') })}
        <Field
          label={t('level')}
          hint={t('levelHint')}
          problem={about('level')}
          control={(ties) => (
            <select
              {...ties}
              name="level"
              value={record.level}
              onChange={(event) => set({ level: event.currentTarget.value as Level })}
            >
              {levels.map((level) => (
                <option key={level} value={level}>
                  {levelName(level)}
                </option>
              ))}
            </select>
          )}
        />
      </div>
      <Languages chosen={record.languages} problem={about('languages')} onChange={(languages) => set({ languages })} />
      {written('licence', { hint: t('licenceHint'), list: 'licences' })}
      <datalist id="licences">
        {licences.map((licence) => (
          <option key={licence} value={licence} />
        ))}
      </datalist>
      <p class="problem" role="alert">
        {about('')}
      </p>
      <footer>
        <Button type="submit" look="primary" pending={pending}>
          {book ? t('keep') : t('make')}
        </Button>
      </footer>
    </form>
  );
}

interface LanguagesProps {
  chosen: string[];
  problem: string | undefined;
  onChange: (languages: string[]) => void;
}

/** The first language, and beside it those that the book has too. */
function Languages({ chosen, problem, onChange }: LanguagesProps) {
  const first = chosen[0] ?? 'id';
  const known = [...new Set([...offered, ...chosen])];
  const others = known.filter((tag) => tag !== first);
  return (
    <div class="pair">
      <Field
        label={t('first')}
        problem={problem}
        control={(ties) => (
          <select
            {...ties}
            name="languages"
            value={first}
            onChange={({ currentTarget: { value } }) => onChange([value, ...chosen.filter((tag) => tag !== value)])}
          >
            {known.map((tag) => (
              <option key={tag} value={tag}>
                {languageName(tag)}
              </option>
            ))}
          </select>
        )}
      />
      <fieldset class="ticks">
        <legend>{t('others')}</legend>
        {others.map((tag) => (
          <label key={tag}>
            <input
              type="checkbox"
              checked={chosen.includes(tag)}
              onChange={({ currentTarget: { checked } }) =>
                onChange(checked ? [...chosen, tag] : chosen.filter((other) => other !== tag))
              }
            />
            {languageName(tag)}
          </label>
        ))}
      </fieldset>
    </div>
  );
}

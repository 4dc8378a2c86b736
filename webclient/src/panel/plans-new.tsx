// A new plan: a book, then its pages in the order in which they are tapped.
import { useEffect, useState } from 'preact/hooks';
import { MOST_STEPS, USUAL_MINUTES } from '../core/lesson.ts';
import type { BookCard, BookManifest, LessonPlanOut, NewLessonPlan } from '../generated/api.ts';
import { get, post } from '../net/http.ts';
import { Button, Cover, notify, problemText, Waiting } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import { me } from '../ui/sign-in.tsx';
import { PagePictures } from './plans-pages.tsx';
import { go, planAddress } from './route.ts';

const t = liveTexts(
  {
    book: 'Buku mana yang akan dibaca?',
    pages: 'Ketuk halaman yang akan dibaca, menurut urutannya.',
    every: 'Semua halaman',
    make: 'Buat rencana',
    other: 'Buku lain',
    title: 'Membaca {book}',
    none: 'Belum ada buku yang terbit.',
    chosen: '{n} halaman dipilih',
  },
  {
    book: 'Which book will you read?',
    pages: 'Tap the pages to read, in their order.',
    every: 'All pages',
    make: 'Make the plan',
    other: 'Another book',
    title: 'Reading {book}',
    none: 'No book is published yet.',
    chosen: '{n} pages chosen',
  },
);

/** The names of the libraries where this person leads groups; the shelf holds the books of all libraries. */
const libraries = (): string[] =>
  me
    .value!.libraries.filter(({ roles }) => roles.includes('educator') || roles.includes('admin'))
    .map(({ name }) => name);

export function NewPlan() {
  const [books, setBooks] = useState<BookCard[]>();
  const [book, setBook] = useState<BookManifest>();
  const [problem, setProblem] = useState<unknown>();
  const load = () => {
    setProblem(undefined);
    get<BookCard[]>('/api/books').then((shelf) => {
      const here = libraries();
      setBooks(shelf.filter(({ library }) => here.includes(library)));
    }, setProblem);
  };
  useEffect(load, []);
  const choose = (id: string) => {
    get<BookManifest>(`/api/books/${id}`).then(setBook, (refused) => notify(problemText(refused), true));
  };
  if (book) return <ChoosePages manifest={book} onBack={() => setBook(undefined)} />;
  if (!books) return <Waiting problem={problem} onRetry={load} />;
  return (
    <>
      <p>{t(books.length > 0 ? 'book' : 'none')}</p>
      <ul class="plan-books">
        {books.map(({ id, title, cover, emblem }) => (
          <li key={id}>
            <button type="button" onClick={() => choose(id)}>
              <Cover cover={cover} emblem={emblem} />
              <b>{title}</b>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function ChoosePages({ manifest, onBack }: { manifest: BookManifest; onBack: () => void }) {
  const [chosen, setChosen] = useState<string[]>([]);
  const [pending, setPending] = useState(false);
  const toggle = (page: string) =>
    setChosen((before) => (before.includes(page) ? before.filter((id) => id !== page) : [...before, page]));
  const all = manifest.pages.map(({ id }) => id);
  const most = Math.min(all.length, MOST_STEPS);
  const make = async () => {
    setPending(true);
    const steps = chosen.map((page) => ({ page, tasks: [], minutes: USUAL_MINUTES, note: '' }));
    const title = t('title', { book: manifest.book.title }).slice(0, 120);
    const body: NewLessonPlan = { book: manifest.book.id, title, shared: false, steps };
    try {
      go(planAddress((await post<LessonPlanOut>('/api/plans', body)).card.id));
    } catch (problem) {
      notify(problemText(problem), true);
      setPending(false);
    }
  };
  return (
    <>
      <div class="plan-choice">
        <Button look="quiet" icon="back" onClick={onBack}>
          {t('other')}
        </Button>
        <Button
          look="quiet"
          disabled={chosen.length >= most}
          onClick={() => setChosen([...chosen, ...all.filter((id) => !chosen.includes(id))].slice(0, most))}
        >
          {t('every')}
        </Button>
      </div>
      <p>{t('pages')}</p>
      <PagePictures
        manifest={manifest}
        onChoose={toggle}
        mark={(page) => (chosen.includes(page) ? String(chosen.indexOf(page) + 1) : '')}
        pressed={(page) => chosen.includes(page)}
        full={chosen.length >= MOST_STEPS}
      />
      <footer class="plan-foot">
        <span role="status">{t('chosen', { n: chosen.length })}</span>
        <Button look="primary" pending={pending} disabled={chosen.length === 0} onClick={make}>
          {t('make')}
        </Button>
      </footer>
    </>
  );
}

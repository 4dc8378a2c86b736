// The pages of a book with their states, and the way to another one.
import { useEffect, useState } from 'preact/hooks';
import type { NewPage, StudioBook, StudioPage } from '../generated/api.ts';
import { post, remove } from '../net/http.ts';
import { Button, Dialog, Field, notify, problemText } from '../ui/controls.tsx';
import { localized } from '../ui/i18n.ts';
import { language, liveTexts } from '../ui/language.ts';
import { Sign } from '../ui/signs.tsx';
import { isPublished } from './books.tsx';
import { follow, go, pageAddress } from './route.ts';
import { StateChip } from './state-chip.tsx';

const t = liveTexts(
  {
    pages: 'Halaman',
    number: 'Nomor halaman',
    numberHint: 'Nomor yang tercetak di buku.',
    add: 'Tambah halaman',
    noPages: 'Belum ada halaman. Tambahkan halaman yang akan diberi penanda.',
    untitled: 'tanpa judul',
    marker: 'penanda {code}',
    noMarker: 'belum ada penanda',
    remove: 'Hapus halaman {n}',
    removed: 'Halaman {n} dihapus.',
    sure: 'Hapus halaman {n} beserta isinya? Ini tidak dapat dibatalkan.',
    removeIt: 'Hapus',
    stay: 'Jangan',
  },
  {
    pages: 'Pages',
    number: 'Page number',
    numberHint: 'The number printed in the book.',
    add: 'Add page',
    noPages: 'No pages yet. Add the pages that will have a marker.',
    untitled: 'no title',
    marker: 'marker {code}',
    noMarker: 'no marker yet',
    remove: 'Delete page {n}',
    removed: 'Page {n} is deleted.',
    sure: 'Delete page {n} with all that is on it? This cannot be undone.',
    removeIt: 'Delete',
    stay: 'Keep it',
  },
);

interface PagesProps {
  book: StudioBook;
  /** Marker codes by page. */
  codes: Record<string, string>;
  onChange: () => void;
}

export function BookPages({ book, codes, onChange }: PagesProps) {
  const [removing, setRemoving] = useState<StudioPage | null>(null);
  const drop = async (page: StudioPage) => {
    try {
      await remove(`/api/studio/pages/${page.id}`);
      notify(t('removed', { n: page.number }));
    } catch (problem) {
      notify(problemText(problem), true);
    }
    setRemoving(null);
    onChange();
  };
  return (
    <section>
      <h2>{t('pages')}</h2>
      {book.pages.length === 0 && <p class="hint">{t('noPages')}</p>}
      <ol class="pages">
        {book.pages.map((page) => (
          <li key={page.id}>
            <a href={pageAddress(page.id)} onClick={follow}>
              <span class="number">{page.number}</span>
              <span class="page-picture">{page.poster && <img src={page.poster} alt="" loading="lazy" />}</span>
              <span class="what">
                <b>{localized(page.title, language.value, book.book.languages) || <i>{t('untitled')}</i>}</b>
                <span class="hint">{codes[page.id] ? t('marker', { code: codes[page.id]! }) : t('noMarker')}</span>
              </span>
              <StateChip state={page.state} />
            </a>
            {!isPublished(page) && (
              <Button look="quiet" aria-label={t('remove', { n: page.number })} onClick={() => setRemoving(page)}>
                <Sign name="remove" />
              </Button>
            )}
          </li>
        ))}
      </ol>
      <AddPage book={book} />
      <Dialog
        open={removing !== null}
        title={t('remove', { n: removing?.number ?? '' })}
        onClose={() => setRemoving(null)}
      >
        <p>{t('sure', { n: removing?.number ?? '' })}</p>
        <footer>
          <Button onClick={() => setRemoving(null)}>{t('stay')}</Button>
          <Button look="danger" onClick={() => removing && drop(removing)}>
            {t('removeIt')}
          </Button>
        </footer>
      </Dialog>
    </section>
  );
}

function AddPage({ book }: { book: StudioBook }) {
  const next = Math.max(0, ...book.pages.map((page) => page.number)) + 1;
  const [number, setNumber] = useState(String(next));
  const [problem, setProblem] = useState<string>();
  const [pending, setPending] = useState(false);
  useEffect(() => setNumber(String(next)), [next]);
  const add = async (event: SubmitEvent) => {
    event.preventDefault();
    setPending(true);
    setProblem(undefined);
    try {
      const body: NewPage = { number: Number(number) };
      const page = await post<StudioPage>(`/api/studio/books/${book.book.id}/pages`, body);
      await go(pageAddress(page.id));
    } catch (refusal) {
      setProblem(problemText(refusal));
    }
    setPending(false);
  };
  return (
    <form class="add-page" noValidate onSubmit={add}>
      <Field
        label={t('number')}
        hint={t('numberHint')}
        problem={problem}
        control={(ties) => (
          <input
            {...ties}
            type="number"
            min={1}
            max={999}
            value={number}
            onInput={(event) => setNumber(event.currentTarget.value)}
          />
        )}
      />
      <Button type="submit" look={book.pages.length === 0 ? 'primary' : 'plain'} pending={pending}>
        <Sign name="plus" />
        {t('add')}
      </Button>
    </form>
  );
}

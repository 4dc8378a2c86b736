// One book: its record, its pages with their states, and the way to paper.
import { useEffect, useState } from 'preact/hooks';
import type { MarkerWord, StudioBook } from '../generated/api.ts';
import { get } from '../net/http.ts';
import { Button, ButtonLink, Cover, Dialog, Icon, Waiting } from '../ui/controls.tsx';
import { language, liveTexts } from '../ui/language.ts';
import { TopBar } from '../ui/sign-in.tsx';
import { Sign } from '../ui/signs.tsx';
import { BookForm } from './book-form.tsx';
import { BookPages } from './book-pages.tsx';
import { isPublished } from './books.tsx';
import { CoverDialog } from './cover-dialog.tsx';
import { ExportLink } from './exchange.tsx';
import { languageName, levelName } from './languages.ts';
import { PrintDialog } from './print-dialog.tsx';
import { COVER, follow, HOME } from './route.ts';

const t = liveTexts(
  {
    books: 'Semua buku',
    edit: 'Ubah keterangan buku',
    cover: 'Ganti sampul',
    noCover: 'Beri sampul',
    print: 'Cetak penanda',
    see: 'Lihat seperti anak',
  },
  {
    books: 'All books',
    edit: 'Change the book’s record',
    cover: 'Change the cover',
    noCover: 'Add a cover',
    print: 'Print markers',
    see: 'See it as a child does',
  },
);

export function BookScreen({ id }: { id: string }) {
  const [book, setBook] = useState<StudioBook>();
  const [codes, setCodes] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<unknown>();
  const [open, setOpen] = useState<'' | 'edit' | 'cover' | 'print'>(location.hash === COVER ? 'cover' : '');
  const load = () => {
    setProblem(undefined);
    const all = [
      get<StudioBook>(`/api/studio/books/${id}`),
      get<MarkerWord[]>(`/api/markers/books/${id}/assigned`),
    ] as const;
    Promise.all(all).then(([found, markers]) => {
      setBook(found);
      setCodes(Object.fromEntries(markers.map(({ page, code }) => [page, code])));
    }, setProblem);
  };
  useEffect(load, [id, language.value]);
  useEffect(() => {
    if (book) document.title = book.book.title;
  }, [book]);
  const close = () => {
    setOpen('');
    load();
  };
  const closeCover = () => {
    setOpen('');
    // Whoever loads the screen anew is not asked for it again.
    history.replaceState(null, '', location.pathname);
  };

  return (
    <>
      <TopBar>
        <a class="back" href={HOME} onClick={follow}>
          <Icon name="back" />
          {t('books')}
        </a>
      </TopBar>
      {!book && <Waiting problem={problem} onRetry={load} />}
      {book && (
        <div class="book-screen">
          <header class="book-record">
            <Cover cover={book.book.cover} emblem={book.book.emblem} />
            <div>
              <h1>{book.book.title}</h1>
              <p class="hint">{book.book.creators}</p>
              <p class="hint">
                {levelName(book.book.level)} · {book.book.languages.map(languageName).join(', ')}
              </p>
              <p class="hint">{[book.isbn && `ISBN ${book.isbn}`, book.book.licence].filter(Boolean).join(' · ')}</p>
            </div>
            {book.cover_missing && (
              <ul class="missing">
                <li>
                  <button type="button" onClick={() => setOpen('cover')}>
                    {book.cover_missing.message}
                  </button>
                </li>
              </ul>
            )}
            <div class="does">
              <Button onClick={() => setOpen('edit')}>
                <Sign name="edit" />
                {t('edit')}
              </Button>
              <Button onClick={() => setOpen('cover')}>
                <Sign name="picture" />
                {t(book.cover ? 'cover' : 'noCover')}
              </Button>
              <Button icon="print" disabled={book.pages.length === 0} onClick={() => setOpen('print')}>
                {t('print')}
              </Button>
              <ExportLink book={book} />
              {book.pages.some(isPublished) && (
                <ButtonLink icon="eye" href={`/b/${book.book.slug}`} target="_blank">
                  {t('see')}
                </ButtonLink>
              )}
            </div>
          </header>
          <BookPages book={book} codes={codes} onChange={load} />
          <Dialog open={open === 'edit'} title={t('edit')} onClose={() => setOpen('')} wide>
            <BookForm library={book.library_id} book={book} onDone={close} />
          </Dialog>
          <CoverDialog book={book} open={open === 'cover'} onClose={closeCover} onChange={setBook} />
          <PrintDialog book={book} open={open === 'print'} onClose={close} />
        </div>
      )}
    </>
  );
}

// The first screen: the books of each library that the person makes books for.
import { useEffect, useState } from 'preact/hooks';
import type { LibraryRoles, StudioBook, StudioPage } from '../generated/api.ts';
import { get } from '../net/http.ts';
import { Button, Cover, Dialog, Icon, Waiting } from '../ui/controls.tsx';
import { language, liveTexts } from '../ui/language.ts';
import { me, TopBar } from '../ui/sign-in.tsx';
import { Sign } from '../ui/signs.tsx';
import { BookForm } from './book-form.tsx';
import { ImportButton } from './exchange.tsx';
import { languageName } from './languages.ts';
import { bookAddress, DOCTOR, follow, go } from './route.ts';

const t = liveTexts(
  {
    title: 'Studio buku',
    doctor: 'Periksa hasil cetak',
    add: 'Buku baru',
    none: 'Belum ada buku di sini. Buat yang pertama: cukup judul, jenjang, dan bahasanya.',
    level: 'Jenjang {level}',
    noPages: 'belum ada halaman',
    published: '{n} dari {all} halaman terbit',
  },
  {
    title: 'Book studio',
    doctor: 'Check a print',
    add: 'New book',
    none: 'There is no book here yet. Make the first: a title, a level and its languages will do.',
    level: 'Level {level}',
    noPages: 'no pages yet',
    published: '{n} of {all} pages published',
  },
);

export const isPublished = (page: StudioPage): boolean => page.state === 'published' || page.state === 'changed';

interface Shelf {
  library: LibraryRoles;
  books: StudioBook[];
}

export function Books() {
  const [shelves, setShelves] = useState<Shelf[]>();
  const [problem, setProblem] = useState<unknown>();
  const [adding, setAdding] = useState<LibraryRoles | null>(null);
  const load = () => {
    setProblem(undefined);
    const mine = me.value!.libraries.filter(({ roles }) => roles.includes('creator') || roles.includes('admin'));
    const wanted = mine.map(async (library) => ({
      library,
      books: await get<StudioBook[]>(`/api/studio/libraries/${library.id}/books`),
    }));
    Promise.all(wanted).then(setShelves, setProblem);
  };
  useEffect(load, []);
  useEffect(() => {
    document.title = t('title');
  }, [language.value]);
  return (
    <>
      <TopBar>
        <h1>{t('title')}</h1>
        <a class="back doctor-link" href={DOCTOR} onClick={follow}>
          <Icon name="print" />
          {t('doctor')}
        </a>
      </TopBar>
      {!shelves && <Waiting problem={problem} onRetry={load} />}
      <div class="studio-home">
        {shelves?.map(({ library, books }) => (
          <section key={library.id}>
            <header class="row">
              <h2>{library.name}</h2>
              <span class="shelf-does">
                <ImportButton library={library} />
                <Button look="primary" onClick={() => setAdding(library)}>
                  <Sign name="plus" />
                  {t('add')}
                </Button>
              </span>
            </header>
            {books.length === 0 && <p class="hint">{t('none')}</p>}
            <ul class="shelf">
              {books.map((book) => (
                <BookTile key={book.book.id} book={book} />
              ))}
            </ul>
          </section>
        ))}
      </div>
      <Dialog open={adding !== null} title={t('add')} onClose={() => setAdding(null)} wide>
        {adding && <BookForm library={adding.id} onDone={(made) => void go(bookAddress(made.book.id))} />}
      </Dialog>
    </>
  );
}

function BookTile({ book: { book, pages } }: { book: StudioBook }) {
  const published = pages.filter(isPublished).length;
  return (
    <li>
      <a class="tile" href={bookAddress(book.id)} onClick={follow}>
        <Cover cover={book.cover} emblem={book.emblem} />
        <span>
          <b>{book.title}</b>
          <span class="hint">
            {t('level', { level: book.level })} · {book.languages.map(languageName).join(', ')}
          </span>
          <span class="hint">
            {pages.length === 0 ? t('noPages') : t('published', { n: published, all: pages.length })}
          </span>
        </span>
      </a>
    </li>
  );
}

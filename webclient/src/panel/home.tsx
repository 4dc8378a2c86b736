// The first screen: groups that are still open, and the books to start a new one with.
import './home.css';
import { useEffect, useState } from 'preact/hooks';
import type { BookCard, Group, Groups } from '../generated/api.ts';
import { get, post } from '../net/http.ts';
import { Button, ButtonLink, Cover, Icon, notify, problemText, Waiting } from '../ui/controls.tsx';
import { language, liveTexts } from '../ui/language.ts';
import { askWho, me, TopBar } from '../ui/sign-in.tsx';
import { PlansOffer } from './plans-offer.tsx';
import { addressOf, follow, go, PLANS } from './route.ts';
import { ago } from './times.ts';
import { childrenWord } from './wording.ts';

const t = liveTexts(
  {
    title: 'Kelompok membaca',
    plans: 'Rencana pelajaran',
    led: 'dipimpin {name}',
    open: 'Sedang berjalan',
    choose: 'Mulai kelompok baru',
    hint: 'Pilih buku. Anak-anak bergabung dengan kode, tanpa akun.',
    start: 'Mulai',
    startWith: 'Mulai kelompok dengan buku {title}',
    noBooks: 'Belum ada buku yang terbit. Terbitkan dahulu halaman sebuah buku di studio.',
    studio: 'Buka studio',
    pages: '{n} halaman',
    level: 'Jenjang {level}',
    since: 'dimulai {ago}',
    sinceAgo: 'dimulai {ago} lalu',
    ended: 'Sudah selesai',
    older: 'Tampilkan yang lebih lama',
    now: 'baru saja',
  },
  {
    title: 'Reading groups',
    plans: 'Lesson plans',
    led: 'led by {name}',
    open: 'Running now',
    choose: 'Start a new group',
    hint: 'Choose a book. Children join with a code, without an account.',
    start: 'Start',
    startWith: 'Start a group with the book {title}',
    noBooks: 'No book is published yet. First publish the pages of a book in the studio.',
    studio: 'Open the studio',
    pages: '{n} pages',
    level: 'Level {level}',
    since: 'started {ago}',
    sinceAgo: 'started {ago} ago',
    ended: 'Ended',
    older: 'Show older ones',
    now: 'just now',
  },
);

/** Ended groups shown at first, and more each time. */
const [FEW, MORE] = [6, 24];

export function Home() {
  const [books, setBooks] = useState<BookCard[]>();
  const [groups, setGroups] = useState<Groups>({ groups: [], more: false });
  const [problem, setProblem] = useState<unknown>();
  const refused = (problem: unknown) => {
    askWho(problem);
    setProblem(problem);
  };
  const load = () => {
    setProblem(undefined);
    Promise.all([get<BookCard[]>('/api/books'), get<Groups>('/api/live/groups')]).then(([shelf, all]) => {
      setBooks(shelf);
      setGroups(all);
    }, refused);
  };
  useEffect(load, []);
  useEffect(() => {
    document.title = t('title');
  }, [language.value]);
  return (
    <>
      <TopBar>
        <h1>{t('title')}</h1>
        <nav>
          <ButtonLink look="quiet" icon="list" href={PLANS} onClick={follow}>
            {t('plans')}
          </ButtonLink>
        </nav>
      </TopBar>
      {books ? <Shelves books={books} groups={groups} /> : <Waiting problem={problem} onRetry={load} />}
    </>
  );
}

function Shelves({ books, groups: { groups, more } }: { books: BookCard[]; groups: Groups }) {
  const [starting, setStarting] = useState<string | null>(null);
  const running = groups.filter((group) => group.ended_at === null);
  const over = groups.filter((group) => group.ended_at !== null);

  const start = async (book: BookCard) => {
    setStarting(book.id);
    try {
      const group = await post<Group>('/api/live/groups', { book: book.id, plan: null });
      go(addressOf(group.id));
    } catch (problem) {
      notify(problemText(problem), true);
      setStarting(null);
    }
  };

  return (
    <div class="home">
      {running.length > 0 && <GroupList title={t('open')} groups={running} />}
      <section>
        <h2>{t('choose')}</h2>
        <p class="hint">{books.length > 0 ? t('hint') : t('noBooks')}</p>
        {books.length === 0 && <a href="/studio">{t('studio')}</a>}
        <ul class="books">
          {books.map((book) => (
            <li key={book.id} class="book">
              <Cover cover={book.cover} emblem={book.emblem} />
              <div>
                <h3>{book.title}</h3>
                <p class="hint">{book.creators}</p>
                <p class="hint">
                  {t('level', { level: book.level })} · {t('pages', { n: book.page_count })} ·{' '}
                  {book.languages.map((tag) => tag.toUpperCase()).join(', ')}
                </p>
              </div>
              <Button
                look="primary"
                icon="play"
                aria-label={t('startWith', { title: book.title })}
                pending={starting === book.id}
                disabled={starting !== null && starting !== book.id}
                onClick={() => start(book)}
              >
                {t('start')}
              </Button>
            </li>
          ))}
        </ul>
      </section>
      <PlansOffer />
      {over.length > 0 && <Ended newest={over} more={more} />}
    </div>
  );
}

/** Ended groups: a few, then as many as are asked for, the oldest too. */
function Ended({ newest, more }: { newest: Group[]; more: boolean }) {
  const [older, setOlder] = useState<Group[]>([]);
  const [shown, setShown] = useState(FEW);
  const [left, setLeft] = useState(more);
  const [pending, setPending] = useState(false);
  const all = [...newest, ...older];

  const showMore = async () => {
    if (shown + MORE > all.length && left) {
      setPending(true);
      try {
        const before = encodeURIComponent(all.at(-1)!.opened_at);
        const found = await get<Groups>(`/api/live/groups?before=${before}`);
        setOlder([...older, ...found.groups]);
        setLeft(found.more);
      } catch (problem) {
        notify(problemText(problem), true);
      }
      setPending(false);
    }
    setShown(shown + MORE);
  };
  return (
    <>
      <GroupList title={t('ended')} groups={all.slice(0, shown)} />
      {(shown < all.length || left) && (
        <Button pending={pending} onClick={() => void showMore()}>
          {t('older')}
        </Button>
      )}
    </>
  );
}

function GroupList({ title, groups }: { title: string; groups: Group[] }) {
  return (
    <section>
      <h2>{title}</h2>
      <ul class="groups">
        {groups.map((group) => (
          <li key={group.id}>
            <a href={addressOf(group.id)} onClick={follow}>
              <span>
                <b>{group.book_title}</b>
                <span class="hint">
                  {childrenWord(group.learners)} · {startedAgo(group)}
                  {group.led_by !== me.value?.name && ` · ${t('led', { name: group.led_by })}`}
                </span>
              </span>
              {group.ended_at === null && <code>{group.code}</code>}
              <Icon name="next" />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function startedAgo(group: Group): string {
  const opened = Date.parse(group.opened_at);
  const long = Date.now() - opened >= 60_000;
  return t(long ? 'sinceAgo' : 'since', { ago: ago(opened, Date.now()) });
}

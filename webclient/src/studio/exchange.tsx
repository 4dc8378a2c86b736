// A book out of the studio as a package, and into it: first what that would do, then whether to do it.
import './exchange.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { LibraryRoles, PackagePage, PackagePreview, PackageProgress, StudioBook } from '../generated/api.ts';
import { get, post } from '../net/http.ts';
import { Button, ButtonLink, Dialog, notify, problemText } from '../ui/controls.tsx';
import { localized } from '../ui/i18n.ts';
import { language } from '../ui/language.ts';
import { Sign } from '../ui/signs.tsx';
import { bytes, t } from './exchange-words.ts';
import { bookAddress, go } from './route.ts';

/** Saves the whole book as one file. */
export function ExportLink({ book }: { book: StudioBook }) {
  return (
    <ButtonLink icon="download" href={`/api/studio/books/${book.book.id}/package`} download title={t('exportHint')}>
      {t('export')}
    </ButtonLink>
  );
}

interface Looked {
  readonly file: File;
  readonly preview: PackagePreview;
}

/** Chooses a package, shows what it would add and replace, and takes it in when told so. */
export function ImportButton({ library }: { library: LibraryRoles }) {
  const input = useRef<HTMLInputElement>(null);
  const [looked, setLooked] = useState<Looked | null>(null);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState('');

  const look = async (file: File) => {
    setPending(true);
    setProblem('');
    try {
      setLooked({ file, preview: await post<PackagePreview>('/api/studio/packages/preview', form(library, file)) });
    } catch (refusal) {
      notify(problemText(refusal), true);
    }
    setPending(false);
    input.current!.value = '';
  };

  const take = async ({ file, preview }: Looked) => {
    setPending(true);
    setProblem('');
    try {
      const sent = form(library, file, preview.agreed);
      const book = await post<StudioBook>('/api/studio/packages', sent);
      setLooked(null);
      notify(t('taken', { title: book.book.title }));
      await go(bookAddress(book.book.id));
    } catch (refusal) {
      setProblem(problemText(refusal));
    }
    setPending(false);
  };

  return (
    <>
      <input
        ref={input}
        class="spoken"
        type="file"
        accept=".zip,application/zip"
        aria-label={t('import')}
        tabIndex={-1}
        data-package={library.id}
        onChange={({ currentTarget: { files } }) => files?.[0] && void look(files[0])}
      />
      <Button pending={pending && !looked} onClick={() => input.current!.click()}>
        <Sign name="upload" />
        {t('import')}
      </Button>
      <Dialog open={looked !== null} title={t('title')} onClose={() => setLooked(null)} wide>
        {looked && (
          <>
            <Told preview={looked.preview} />
            {pending && <Prepared library={library} agreed={looked.preview.agreed} />}
            <p class="problem" role="alert">
              {problem}
            </p>
            <footer class="package-does">
              <Button disabled={pending} onClick={() => setLooked(null)}>
                {t('leave')}
              </Button>
              {looked.preview.change !== 'same' && (
                <Button look="primary" pending={pending} onClick={() => void take(looked)}>
                  {pending ? t('taking') : t(looked.preview.change === 'new' ? 'add' : 'replace')}
                </Button>
              )}
            </footer>
          </>
        )}
      </Dialog>
    </>
  );
}

/** How many works are prepared, asked for as long as it is shown. */
function Prepared({ library, agreed }: { library: LibraryRoles; agreed: string }) {
  const [way, setWay] = useState<PackageProgress>({ done: 0, of: 0 });
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let shown = true;
    const address = `/api/studio/packages/progress?library=${library.id}&agreed=${agreed}`;
    const ask = async () => {
      // What cannot be heard of now is heard of the next time.
      const heard = await get<PackageProgress>(address).catch(() => null);
      if (!shown) return;
      if (heard) setWay(heard);
      timer = setTimeout(ask, 1000);
    };
    void ask();
    return () => {
      shown = false;
      clearTimeout(timer);
    };
  }, [library.id, agreed]);
  return (
    <div class="way">
      <p role="status">{way.of > 0 ? t('prepared', { done: way.done, of: way.of }) : t('taking')}</p>
      <progress max={way.of || 1} value={way.of > 0 ? way.done : undefined} aria-label={t('taking')} />
    </div>
  );
}

function form(library: LibraryRoles, file: File, agreed?: string): FormData {
  const sent = new FormData();
  sent.append('library', library.id);
  if (agreed) sent.append('agreed', agreed);
  sent.append('file', file);
  return sent;
}

/** What taking it in would do, in words. */
function Told({ preview }: { preview: PackagePreview }) {
  const fresh = preview.works.filter(({ known }) => !known);
  const bare = preview.works.filter(({ licence }) => licence === null);
  return (
    <div class="package">
      <p>
        <b>{preview.title}</b>
        <span class="hint">{preview.creators}</span>
      </p>
      <p class={preview.change === 'replaced' ? 'package-heed' : ''}>{t(`book_${preview.change}`)}</p>
      {preview.record.length > 0 && <p>{t('record', { fields: preview.record.map(fieldName).join(', ') })}</p>}
      <ul>
        {preview.pages.map((page) => (
          <PageLine key={page.number} page={page} languages={preview.languages} />
        ))}
      </ul>
      {preview.kept_pages.length > 0 && <p class="hint">{t('kept', { pages: preview.kept_pages.join(', ') })}</p>}
      <p>
        {t('works', { n: preview.works.length, fresh: fresh.length })}
        {fresh.length > 0 && ` (${bytes(preview.bytes)})`}
      </p>
      {bare.length > 0 && <p class="package-heed">{t('bare', { names: bare.map(({ name }) => name).join(', ') })}</p>}
      <p class="hint">{t('markers')}</p>
    </div>
  );
}

type Field = 'title' | 'creators' | 'isbn' | 'level' | 'languages' | 'licence' | 'emblem' | 'cover';
const fieldName = (field: string): string => t(`field_${field as Field}`);

function PageLine({ page, languages }: { page: PackagePage; languages: string[] }) {
  const notes = [
    page.draft_replaced && t('draftReplaced'),
    page.change === 'replaced' && page.revisions > 0 && t('revisions', { n: page.revisions }),
    !page.published && t('unpublished'),
  ].filter(Boolean);
  return (
    <li>
      <span class="number">{page.number}</span>
      <span>
        {localized(page.title, language.value, languages) || <i>{t('untitled')}</i>}
        {notes.length > 0 && <span class={page.draft_replaced ? 'package-heed' : 'hint'}>{notes.join(' ')}</span>}
      </span>
      <b class={`package-change ${page.change}`}>{t(`page_${page.change}`)}</b>
    </li>
  );
}

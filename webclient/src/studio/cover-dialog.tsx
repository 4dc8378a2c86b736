// A book's cover: the picture on its front, and whose it is.
import { useEffect } from 'preact/hooks';
import type { CoverIn, StudioBook } from '../generated/api.ts';
import { get, put, remove } from '../net/http.ts';
import { announce, Cover, Dialog } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import { CreditFields } from './credit-form.tsx';
import { PictureChooser } from './picture-chooser.tsx';
import { reveal } from './reveal.ts';

const t = liveTexts(
  {
    title: 'Sampul buku',
    hint: 'Yang pertama dilihat anak di rak dan di pintu buku. Di rak tampak tegak, tiga banding empat.',
    arrived: 'Sampul terpasang.',
    removed: 'Sampul dilepas. Gambarnya tetap ada di perpustakaan.',
  },
  {
    title: 'The book’s cover',
    hint: 'What children see first, on the shelf and at the book’s door. On the shelf it stands upright, three to four.',
    arrived: 'The cover is set.',
    removed: 'The cover was taken off. The picture stays in the library.',
  },
);

interface CoverDialogProps {
  book: StudioBook;
  open: boolean;
  onClose: () => void;
  onChange: (book: StudioBook) => void;
}

export function CoverDialog({ book, open, onClose, onChange }: CoverDialogProps) {
  return (
    <Dialog open={open} title={t('title')} onClose={onClose}>
      <CoverForm book={book} onChange={onChange} />
    </Dialog>
  );
}

function CoverForm({ book, onChange }: Pick<CoverDialogProps, 'book' | 'onChange'>) {
  const { cover, cover_missing: missing } = book;
  const here = `/api/studio/books/${book.book.id}`;
  // Who comes from what is missing stands before the field that lacks it.
  useEffect(() => {
    if (missing) reveal(missing.where);
  }, []);
  return (
    <div class="cover-form" data-where="cover" tabIndex={-1}>
      <p class="hint">{t('hint')}</p>
      <PictureChooser
        library={book.library_id}
        picture={cover && <Cover cover={book.book.cover} emblem={book.book.emblem} />}
        onChoose={async ({ sha256 }) => {
          const covered = await put<StudioBook>(`${here}/cover`, { asset: sha256 } satisfies CoverIn);
          onChange(covered);
          announce([t('arrived'), covered.cover_missing?.message].filter(Boolean).join(' '));
        }}
        onRemove={async () => {
          onChange(await remove<StudioBook>(`${here}/cover`));
          announce(t('removed'));
        }}
      />
      {missing && <p class="problem">{missing.message}</p>}
      {cover && (
        <CreditFields
          key={cover.sha256}
          library={book.library_id}
          asset={cover}
          where="cover"
          onKept={async () => onChange(await get<StudioBook>(here))}
        />
      )}
    </div>
  );
}

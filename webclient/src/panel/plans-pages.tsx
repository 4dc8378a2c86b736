// The pages of a book as pictures to tap.
import type { BookManifest } from '../generated/api.ts';
import { liveTexts } from '../ui/language.ts';
import { PagePicture } from './page-column.tsx';
import { bookText, pageWord } from './wording.ts';

const t = liveTexts({ steps: 'langkah {n}' }, { steps: 'step {n}' });

interface PagePicturesProps {
  manifest: BookManifest;
  onChoose: (page: string) => void;
  /** What stands on the picture of a page: the places of its steps; '' for none. */
  mark: (page: string) => string;
  /** For pictures that are switched on and off; else they only add. */
  pressed?: (page: string) => boolean;
  /** No further page can be chosen. */
  full: boolean;
}

export function PagePictures({ manifest, onChoose, mark, pressed, full }: PagePicturesProps) {
  return (
    <ul class="page-pictures">
      {manifest.pages.map((page) => {
        const marked = mark(page.id);
        return (
          <li key={page.id}>
            <button
              type="button"
              data-page={page.id}
              aria-pressed={pressed?.(page.id)}
              disabled={full && !pressed?.(page.id)}
              onClick={() => onChoose(page.id)}
            >
              <PagePicture page={page} manifest={manifest} />
              <b class="page-number">{pageWord(manifest, page.id)}</b>
              <span>{bookText(page.scene.title, manifest)}</span>
              {marked && (
                <span class="page-mark">
                  <span class="spoken">{t('steps', { n: '' })}</span>
                  {marked}
                </span>
              )}
            </button>
          </li>
        );
      })}
    </ul>
  );
}

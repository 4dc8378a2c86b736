// Pages to add to a plan: beside the steps where there is room, else behind a button.
import { useEffect, useState } from 'preact/hooks';
import type { BookManifest } from '../generated/api.ts';
import { Button, Dialog } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import { Sign } from '../ui/signs.tsx';
import { PagePictures } from './plans-pages.tsx';

const t = liveTexts(
  { add: 'Tambah halaman', hint: 'Ketuk halaman untuk menambahkannya di akhir.', done: 'Selesai' },
  { add: 'Add pages', hint: 'Tap a page to add it at the end.', done: 'Done' },
);

interface PageAdderProps {
  manifest: BookManifest;
  mark: (page: string) => string;
  /** Why no page can be added; '' while one can. */
  full: string;
  onAdd: (page: string) => void;
}

export function PageAdder(props: PageAdderProps) {
  const [open, setOpen] = useState(false);
  const roomy = useRoom('(min-width: 960px)');
  const pictures = (
    <>
      <p class="hint">{props.full || t('hint')}</p>
      <PagePictures manifest={props.manifest} mark={props.mark} full={props.full !== ''} onChoose={props.onAdd} />
    </>
  );
  if (roomy)
    return (
      <section class="plan-adder">
        <h2>{t('add')}</h2>
        {pictures}
      </section>
    );
  return (
    <>
      <Button class="plan-add" onClick={() => setOpen(true)}>
        <Sign name="plus" />
        {t('add')}
      </Button>
      <Dialog open={open} title={t('add')} onClose={() => setOpen(false)} wide>
        {pictures}
        <footer>
          <Button look="primary" onClick={() => setOpen(false)}>
            {t('done')}
          </Button>
        </footer>
      </Dialog>
    </>
  );
}

/** Whether the window is so, as it is turned and resized. */
function useRoom(query: string): boolean {
  const [fits, setFits] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const changed = () => setFits(media.matches);
    media.addEventListener('change', changed);
    return () => media.removeEventListener('change', changed);
  }, [query]);
  return fits;
}

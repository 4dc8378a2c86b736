// The creator's studio: which screen stands at which address.
import '../ui/fonts.css';
import './studio.css';
import { render } from 'preact';
import { Notices } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import { Gate } from '../ui/sign-in.tsx';
import { BookScreen } from './book.tsx';
import { Books } from './books.tsx';
import { PageScreen } from './page.tsx';
import { PrintDoctor } from './print-doctor.tsx';
import { place } from './route.ts';

const t = liveTexts({ title: 'Studio buku' }, { title: 'Book studio' });

function Screen() {
  const here = place.value;
  switch (here.screen) {
    case 'books':
      return <Books />;
    case 'doctor':
      return <PrintDoctor />;
    case 'book':
      return <BookScreen key={here.id} id={here.id} />;
    case 'page':
      return <PageScreen key={here.id} id={here.id} />;
  }
}

function Studio() {
  return (
    <>
      <Gate title={t('title')} roles={['creator', 'admin']}>
        <Screen />
      </Gate>
      <Notices />
    </>
  );
}

render(<Studio />, document.getElementById('studio')!);

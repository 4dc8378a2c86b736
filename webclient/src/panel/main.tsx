// The educator's panel: which screen stands at which address.
import './panel.css';
import { render } from 'preact';
import { Notices } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import { Gate } from '../ui/sign-in.tsx';
import { GroupScreen } from './group.tsx';
import { Home } from './home.tsx';
import { Projector } from './projector.tsx';
import { place } from './route.ts';

const t = liveTexts({ title: 'Ruang pendidik' }, { title: 'For educators' });

function Screen() {
  const here = place.value;
  switch (here.screen) {
    case 'home':
      return <Home />;
    case 'group':
      return <GroupScreen key={here.group} id={here.group} />;
    case 'projector':
      return <Projector key={here.group} id={here.group} />;
  }
}

function Panel() {
  return (
    <>
      <Gate title={t('title')} roles={['educator', 'admin']}>
        <Screen />
      </Gate>
      <Notices />
    </>
  );
}

render(<Panel />, document.getElementById('panel')!);

// The educator's panel: which screen stands at which address.
import './panel.css';
import { render } from 'preact';
import { Notices } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import { Gate } from '../ui/sign-in.tsx';
import { CardsScreen } from './cards.tsx';
import { GroupScreen } from './group.tsx';
import { HandoverPage } from './handover.tsx';
import { Home } from './home.tsx';
import { Plans } from './plans.tsx';
import { PlanScreen } from './plans-editor.tsx';
import { Projector } from './projector.tsx';
import { ResultsScreen } from './results.tsx';
import { ReplayScreen } from './results-replay.tsx';
import { place } from './route.ts';

const t = liveTexts({ title: 'Ruang pendidik' }, { title: 'For educators' });

function Screen() {
  const here = place.value;
  switch (here.screen) {
    case 'handover':
      return <HandoverPage code={here.code} />;
    case 'home':
      return <Home />;
    case 'plans':
      return <Plans />;
    case 'plan':
      return <PlanScreen key={here.plan} id={here.plan} />;
    case 'group':
      return <GroupScreen key={here.group} id={here.group} />;
    case 'results':
      return <ResultsScreen key={here.group} id={here.group} />;
    case 'replay':
      return <ReplayScreen key={here.group} id={here.group} />;
    case 'cards':
      return <CardsScreen key={here.group} id={here.group} />;
    case 'projector':
      return <Projector key={here.group} id={here.group} />;
  }
}

function Panel() {
  // What the code for another device leads to signs in itself.
  const open = place.value.screen === 'handover';
  return (
    <>
      {open ? (
        <Screen />
      ) : (
        <Gate title={t('title')} roles={['educator', 'admin']}>
          <Screen />
        </Gate>
      )}
      <Notices />
    </>
  );
}

render(<Panel />, document.getElementById('panel')!);

// Goes on leading with another device: a code for one use within two minutes, for this educator's eyes only.
import { useEffect, useState } from 'preact/hooks';
import type { HandoverOut, HandoverState } from '../generated/api.ts';
import { get, post } from '../net/http.ts';
import { Button, Dialog, Icon, problemText, Waiting } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import type { Connection } from './connection.ts';
import { isOnlyHere } from './dialogs.tsx';
import type { GroupView } from './group-view.ts';

const t = liveTexts(
  {
    title: 'Lanjut di perangkat lain',
    how: 'Pindai dengan ponsel Anda sendiri, lalu tekan tombol yang muncul. Kelompok ini terbuka di sana, dan di sini tetap berjalan.',
    only: 'Hanya untuk Anda: siapa pun yang memindainya masuk dengan akun Anda. Jangan tampilkan di proyektor.',
    qr: 'Kode QR untuk perangkat Anda',
    left: 'Berlaku {n} detik lagi, untuk satu kali.',
    over: 'Kode ini sudah lewat waktunya.',
    again: 'Buat kode baru',
    used: 'Perangkat lain sudah masuk dengan akun Anda. Bila itu bukan Anda, ganti kata sandi Anda.',
    onlyHere:
      'Alamat ini hanya dikenal komputer ini. Buka panel dari alamat jaringan yang tampil saat server dinyalakan.',
  },
  {
    title: 'Go on with another device',
    how: 'Scan it with your own phone, then press the button that appears. This group opens there, and goes on here.',
    only: 'For you only: whoever scans it is signed in with your account. Do not show it on the projector.',
    qr: 'QR code for your device',
    left: 'Good for {n} seconds more, once.',
    over: 'This code is too old.',
    again: 'Make a new code',
    used: 'Another device has signed in with your account. If that was not you, change your password.',
    onlyHere:
      'Only this computer knows this address. Open the panel at the network address that the server shows when it starts.',
  },
);

interface HandoverDialogProps {
  connection: Connection;
  view: GroupView;
}

export function HandoverDialog({ connection, view }: HandoverDialogProps) {
  const open = view.opened.value?.kind === 'handover';
  return (
    <Dialog open={open} title={t('title')} onClose={() => view.close('handover')}>
      {open && <Code group={connection.id} />}
    </Dialog>
  );
}

/** ms between two looks at whether the code was used. */
const LOOK = 2_000;

type State = 'fresh' | 'over' | 'used';

function Code({ group }: { group: string }) {
  const [handover, setHandover] = useState<HandoverOut>();
  const [problem, setProblem] = useState<unknown>();
  const ask = () => {
    setHandover(undefined);
    setProblem(undefined);
    post<HandoverOut>(`/api/live/groups/${group}/handover`).then(setHandover, setProblem);
  };
  useEffect(ask, [group]);
  if (!handover) return <Waiting problem={problem} onRetry={ask} />;
  return <Shown key={handover.id} handover={handover} group={group} onAgain={ask} />;
}

function Shown({ handover, group, onAgain }: { handover: HandoverOut; group: string; onAgain: () => void }) {
  const [state, setState] = useState<State>('fresh');
  const left = useSecondsLeft(handover.seconds);
  const [problem, setProblem] = useState<unknown>();
  useEffect(() => {
    if (state !== 'fresh') return undefined;
    const timer = setInterval(() => {
      get<HandoverState>(`/api/live/groups/${group}/handover/${handover.id}`).then((now) => {
        setState(now.used ? 'used' : now.over ? 'over' : 'fresh');
        setProblem(undefined);
      }, setProblem);
    }, LOOK);
    return () => clearInterval(timer);
  }, [state, handover.id, group]);
  const over = state === 'over' || (state === 'fresh' && left === 0);
  return (
    <div class="join handover" data-handover={over ? 'over' : state}>
      {state === 'fresh' && !over && (
        <>
          <p>{t('how')}</p>
          <img src={`data:image/svg+xml,${encodeURIComponent(handover.picture)}`} alt={t('qr')} />
          <p class="problem">{t('only')}</p>
          <p class="hint tabular">{t('left', { n: left })}</p>
          {isOnlyHere(handover.url) && <p class="problem">{t('onlyHere')}</p>}
        </>
      )}
      {(state === 'used' || over) && (
        <p role="status">
          <Icon name={over ? 'timer' : 'check'} /> {t(over ? 'over' : 'used')}
        </p>
      )}
      {problem !== undefined && !over && <p class="problem">{problemText(problem)}</p>}
      {over && (
        <Button look="primary" icon="qr" onClick={onAgain}>
          {t('again')}
        </Button>
      )}
    </div>
  );
}

/** Counted by this device alone, whose clock may be another than the server's. */
function useSecondsLeft(seconds: number): number {
  const [begun] = useState(() => performance.now());
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((n) => n + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return Math.max(0, Math.ceil(seconds - (performance.now() - begun) / 1000));
}

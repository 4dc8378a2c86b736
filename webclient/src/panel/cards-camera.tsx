// The camera that reads the room: a picture in which every card that was found is framed; or why there is none.
import './cards-camera.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { CardsState } from '../core/cards.ts';
import type { CardWord, Server } from '../generated/api.ts';
import { get } from '../net/http.ts';
import { type CameraFailure, RoomReader } from '../tracking/room.ts';
import { Button, ButtonLink, Icon, problemText } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import type { CardsTable } from './cards-table.ts';

const t = liveTexts(
  {
    camera: 'Kamera',
    why: 'Kamera membaca kartu yang diangkat anak-anak. Gambarnya tidak disimpan dan tidak dikirim.',
    start: 'Nyalakan kamera',
    again: 'Coba lagi',
    starting: 'Menyalakan kamera…',
    secure: 'Buka dengan alamat aman',
    away: 'Kamera dipakai yang lain sebentar. Nanti menyala sendiri.',
    turn: 'Putar HP mendatar agar seluruh ruangan terlihat.',
    insecure: 'Kamera hanya menyala di alamat yang aman (https).',
    refused: 'Kamera belum diizinkan. Izinkan di setelan peramban untuk halaman ini, lalu coba lagi.',
    none: 'Perangkat ini tidak punya kamera. Buka halaman ini di HP Anda, lewat Lainnya, Lanjut di perangkat lain.',
    busy: 'Kamera sedang dipakai aplikasi lain. Tutup aplikasi itu, lalu coba lagi.',
    unsupported: 'Peramban ini tidak dapat membaca kartu. Perbarui peramban, atau pakai HP lain.',
  },
  {
    camera: 'Camera',
    why: 'The camera reads the cards that the children hold up. No picture is kept or sent.',
    start: 'Start the camera',
    again: 'Try again',
    starting: 'Starting the camera…',
    secure: 'Open by the safe address',
    away: 'Something else has the camera for a moment. It comes back by itself.',
    turn: 'Turn the phone sideways to see the whole room.',
    insecure: 'The camera works at a safe address (https) only.',
    refused: 'The camera is not allowed yet. Allow it for this page in the browser, then try again.',
    none: 'This device has no camera. Open this page on your phone, by More, Go on with another device.',
    busy: 'Another app is using the camera. Close it, then try again.',
    unsupported: 'This browser cannot read cards. Update it, or use another phone.',
  },
);

type State =
  | { is: 'off' | 'starting' | 'on' | 'away' }
  | { is: 'failed'; failure: CameraFailure }
  | { is: 'offline'; why: unknown };

export function CardsCamera({ table }: { table: CardsTable }) {
  const video = useRef<HTMLVideoElement>(null);
  const [state, become] = useState<State>({ is: 'off' });
  const [tries, retry] = useState(0);
  useEffect(() => {
    // Who has allowed it before need not press.
    if (!window.isSecureContext) become({ is: 'failed', failure: 'insecure' });
    else void isGranted().then((granted) => granted && retry((n) => n || 1));
  }, []);
  useEffect(() => {
    if (tries === 0) return undefined;
    become({ is: 'starting' });
    return startReading(video.current!, table, become);
  }, [tries, table]);
  const frame = table.frame.value;
  return (
    <section
      class="cards-camera"
      aria-label={t('camera')}
      data-camera={state.is}
      style={frame ? { '--shape': `${frame.width} / ${frame.height}` } : undefined}
    >
      <video ref={video} muted playsInline />
      {state.is === 'on' && frame && !table.closed.value && (
        <svg viewBox={`0 0 ${frame.width} ${frame.height}`} preserveAspectRatio="xMidYMid meet" aria-hidden="true">
          {frame.seen.map(({ card, corners }) => (
            <polygon
              key={corners.join()}
              data-is={isOf(card, table.read.value)}
              points={corners.map((corner) => corner.join(',')).join(' ')}
            />
          ))}
        </svg>
      )}
      {state.is === 'on' && frame && frame.height > frame.width && <p class="cards-tip">{t('turn')}</p>}
      {state.is !== 'on' && <NoPicture state={state} onStart={() => retry((n) => n + 1)} />}
    </section>
  );
}

/** How a card is framed: as read, as one of two copies, or as only seen so far. */
function isOf(card: number, { cards, copies }: CardsState): 'read' | 'copy' | 'seen' {
  if (copies.has(card)) return 'copy';
  return cards.get(card)?.letter ? 'read' : 'seen';
}

function NoPicture({ state, onStart }: { state: State; onStart: () => void }) {
  if (state.is === 'starting' || state.is === 'away') {
    return (
      <p class="cards-no-picture" role="status">
        {t(state.is)}
      </p>
    );
  }
  const failed = state.is === 'failed' || state.is === 'offline';
  const said = state.is === 'failed' ? t(state.failure) : state.is === 'offline' ? problemText(state.why) : t('why');
  const insecure = state.is === 'failed' && state.failure === 'insecure';
  return (
    <div class="cards-no-picture" role={failed ? 'alert' : undefined}>
      <Icon name="camera" />
      <p>{said}</p>
      {insecure ? (
        <SecureLink />
      ) : (
        <Button look="primary" onClick={onStart}>
          {t(failed ? 'again' : 'start')}
        </Button>
      )}
    </div>
  );
}

/** This page at the server's safe address, where it has one. */
function SecureLink() {
  const [url, know] = useState<string | null>(null);
  useEffect(() => {
    get<Server>('/api/server').then(
      ({ tls_port: port }) => port && know(`https://${location.hostname}:${port}${location.pathname}`),
      () => undefined,
    );
  }, []);
  return url ? (
    <ButtonLink look="primary" href={url}>
      {t('secure')}
    </ButtonLink>
  ) : null;
}

async function isGranted(): Promise<boolean> {
  try {
    return (await navigator.permissions.query({ name: 'camera' as PermissionName })).state === 'granted';
  } catch {
    return false;
  }
}

/** Reads until what is returned is called. */
function startReading(video: HTMLVideoElement, table: CardsTable, become: (state: State) => void): () => void {
  let reader: RoomReader | null = null;
  let over = false;
  const sleep = stayAwake();
  get<CardWord[]>('/api/markers/cards/words').then(
    (cards) => {
      if (over) return;
      reader = new RoomReader({
        video,
        cards,
        isWanted: () => !table.closed.value,
        onFrame: (frame) => table.see(frame),
        onOpen: () => become({ is: 'on' }),
        onInterrupted: () => become({ is: 'away' }),
        onFailure: (failure) => become({ is: 'failed', failure }),
      });
      void reader.open();
    },
    (why: unknown) => become({ is: 'offline', why }),
  );
  return () => {
    over = true;
    reader?.stop();
    sleep();
  };
}

/** Keeps the screen lit until what is returned is called: a question takes longer than that. Where it cannot be had,
 * the educator touches the screen. */
function stayAwake(): () => void {
  let lock: Promise<WakeLockSentinel | null> = Promise.resolve(null);
  const ask = () => {
    // A page that was hidden has lost it.
    if (!document.hidden) lock = navigator.wakeLock?.request('screen').catch(() => null) ?? lock;
  };
  ask();
  document.addEventListener('visibilitychange', ask);
  return () => {
    document.removeEventListener('visibilitychange', ask);
    void lock.then((held) => held?.release());
  };
}

// A group's hour to look at again, with all: dots that move from page to page, without names and without mistakes.
import './results.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { fullest, type Scene, sceneAt } from '../core/replay.ts';
import type { Replay } from '../generated/api.ts';
import { get } from '../net/http.ts';
import { Button, ButtonLink, Waiting } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import { follow, resultsOf } from './route.ts';
import { minutes } from './times.ts';

const t = liveTexts(
  {
    start: 'Lihat bagaimana kita membaca',
    back: 'Ke hasil kegiatan',
    play: 'Putar',
    pause: 'Berhenti',
    time: 'Waktu',
    door: 'Masuk',
    page: 'Hal. {n}',
    at: '{time}: paling banyak di halaman {page}, {n} anak',
    early: '{time}: {n} anak sudah masuk',
  },
  {
    start: 'See how we read',
    back: 'To the results',
    play: 'Play',
    pause: 'Pause',
    time: 'Time',
    door: 'Door',
    page: 'P. {n}',
    at: '{time}: most are on page {page}, {n} children',
    early: '{time}: {n} children have come in',
  },
);

/** An hour, long or short, is shown in so many ms. */
const SHOWN_IN = 45_000;
const HUES = 8;

/** At an address of its own: it can be opened on the big screen, and the way back leads to the results. */
export function ReplayScreen({ id }: { id: string }) {
  const [replay, setReplay] = useState<Replay | null>(null);
  const [problem, setProblem] = useState<unknown>();
  const load = () => {
    setProblem(undefined);
    get<Replay>(`/api/reports/groups/${id}/replay`).then(setReplay, setProblem);
  };
  useEffect(load, [id]);
  return (
    <div class="results-screen">
      <h1>{t('start')}</h1>
      <p class="commands">
        <ButtonLink icon="back" href={resultsOf(id)} onClick={follow}>
          {t('back')}
        </ButtonLink>
      </p>
      {replay ? <Player replay={replay} /> : <Waiting problem={problem} onRetry={load} />}
    </div>
  );
}

function Player({ replay }: { replay: Replay }) {
  const [time, setTime] = useState(0);
  const [playing, setPlaying] = useState(true);
  const last = useRef(0);
  useEffect(() => {
    if (!playing) return;
    last.current = performance.now();
    let frame = requestAnimationFrame(function step(now) {
      const passed = ((now - last.current) / SHOWN_IN) * replay.ms;
      last.current = now;
      setTime((before) => Math.min(replay.ms, before + passed));
      frame = requestAnimationFrame(step);
    });
    return () => cancelAnimationFrame(frame);
  }, [playing, replay]);
  useEffect(() => {
    if (time >= replay.ms) setPlaying(false);
  }, [time, replay]);
  const scene = sceneAt(replay, time);
  const toggle = () => {
    if (!playing && time >= replay.ms) setTime(0);
    setPlaying(!playing);
  };
  return (
    <div class="replay">
      <Stage replay={replay} scene={scene} />
      <div class="controls">
        <Button look="primary" icon={playing ? 'pause' : 'play'} onClick={toggle}>
          {playing ? t('pause') : t('play')}
        </Button>
        <input
          type="range"
          min={0}
          max={replay.ms}
          step={Math.max(1, Math.round(replay.ms / 200))}
          value={time}
          aria-label={t('time')}
          aria-valuetext={words(replay, scene, time)}
          onInput={(event) => {
            setPlaying(false);
            setTime(Number(event.currentTarget.value));
          }}
        />
        <span class="hint">{minutes(time / 1000)}</span>
      </div>
    </div>
  );
}

function words(replay: Replay, scene: Scene, time: number): string {
  const most = fullest(scene);
  const page = replay.pages.find((one) => one.page === most?.page);
  if (!most || !page) return t('early', { time: minutes(time / 1000), n: scene.dots.length });
  return t('at', { time: minutes(time / 1000), page: page.number ?? '–', n: most.dots });
}

/** A column for the door and one for each page; dots stand in rows of the column, each in a place of its own. */
function Stage({ replay, scene }: { replay: Replay; scene: Scene }) {
  const columns = [null, ...replay.pages.map(({ page }) => page)];
  const across = Math.max(1, Math.ceil(Math.sqrt(replay.dots / 4)));
  const down = Math.ceil(replay.dots / across);
  const place = (who: number, page: string | null) => ({
    left: `${((columns.indexOf(page) + ((who % across) + 0.5) / across) / columns.length) * 100}%`,
    top: `${((Math.floor(who / across) + 0.5) / down) * 100}%`,
  });
  return (
    <div class="stage" aria-hidden="true" style={{ '--columns': columns.length, '--down': down }}>
      {columns.map((page) => (
        <div key={page ?? 'door'} class={page !== null && page === scene.led ? 'column led' : 'column'}>
          <span>
            {page === null ? t('door') : t('page', { n: replay.pages.find((one) => one.page === page)?.number ?? '–' })}
          </span>
        </div>
      ))}
      <div class="dots">
        {scene.dots.map(({ who, page, done }) => (
          <i key={who} class={done ? 'dot done' : 'dot'} data-hue={who % HUES} style={place(who, page)} />
        ))}
      </div>
    </div>
  );
}

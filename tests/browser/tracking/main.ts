// The page of test_tracking.py: starts live tracking and notes every frame with the number that the film wrote into it.

import { Live, type LiveFrame, type MarkerWord } from '../../../webclient/src/tracking/live.ts';

interface Noted {
  number: number | null;
  kind: string;
  state: string;
  marker: string | null;
  pose: unknown;
  raw: unknown;
  took: number;
  size: [number, number];
  at: number;
}

const noted: Noted[] = [];
const failures: string[] = [];
const canvas = document.createElement('canvas');
canvas.width = 128;
canvas.height = 8;
const context = canvas.getContext('2d', { willReadFrequently: true })!;

/** As `read_stamp` in camera.py. */
function stampOf(image: CanvasImageSource): number | null {
  context.drawImage(image, 0, 0, 128, 8, 0, 0, 128, 8);
  const { data } = context.getImageData(0, 0, 128, 8);
  const cells = Array.from({ length: 16 }, (_, k) => (data[4 * (4 * 128 + 8 * k + 4)]! > 125 ? 1 : 0));
  const bits = cells.slice(2, 14);
  const parity = (first: number) => bits.filter((bit, i) => i % 2 === first && bit).length % 2;
  const good = cells[0] === 0 && cells[1] === 1 && cells[14] === parity(0) && cells[15] === parity(1);
  return good ? Number.parseInt(bits.join(''), 2) : null;
}

function onFrame({ image, width, height, state, marker, pose, raw, took }: LiveFrame): void {
  const kind = image.constructor.name;
  noted.push({
    number: stampOf(image),
    kind,
    state,
    marker,
    pose,
    raw,
    took,
    size: [width, height],
    at: performance.now(),
  });
}

async function start(markers: MarkerWord[]): Promise<Live> {
  const video = document.querySelector('video')!;
  const live = new Live({ video, markers, onFrame, onFailure: (failure) => failures.push(failure) });
  await live.open();
  return live;
}

Object.assign(window, { start, noted, failures });

// What `arlearn bench markers` runs in Node: the shipped tracker on pictures that come in by standard input.
//
// Each request is a line of JSON, and after a picture's the picture itself: its grey values row by row. Each picture is
// answered by a line of JSON. The program ends with its input.

import { readFileSync } from 'node:fs';
import { sureFocal } from '../src/core/calibration.ts';
import { type Corners, estimatePose, nominalCamera, type Pose, square } from '../src/core/pose.ts';
import { squareSide, wordBits } from '../src/core/ring13.ts';
import { develop, type Film, newFilm, question } from '../src/tracking/film.ts';
import { type Luma, Tracker } from '../src/tracking/tracker.ts';
import { Input } from './input.ts';
import { exactPose, type TrueCamera } from './poses.ts';
import { processorMs } from './processor.ts';

type Request =
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'film'; readonly kept: number | null }
  | {
      readonly kind: 'picture';
      /** single: a picture of its own; plain: the same without edges of ours; next: the film's next. */
      readonly mode: 'single' | 'plain' | 'next';
      readonly width: number;
      readonly height: number;
      readonly side: number;
      readonly time: number;
      readonly camera: TrueCamera;
    };
type Asked = Extract<Request, { kind: 'picture' }>;

const REPEATS = 3;
const tracker = await Tracker.load(readFileSync(process.argv[2]!));
let codes: string[] = [];
let film: Film = newFilm(null);

function exactly(corners: Corners, { camera, side }: Asked): Pose | null {
  return exactPose(corners, square(squareSide(side)), camera);
}

function inMillimetres(pose: Pose, side: number): Pose {
  return { R: pose.R, t: pose.t.map((x) => (x * side) / 13) as unknown as Pose['t'] };
}

/** Every marker of a picture of its own. */
function single(luma: Luma, asked: Asked): object {
  const camera = nominalCamera(asked.width, asked.height);
  let ms = Number.POSITIVE_INFINITY;
  let found: object[] = [];
  for (let i = 0; i < REPEATS; i++) {
    tracker.setWords(codes.map(wordBits)); // nothing is known of the picture before
    const start = processorMs();
    const marked =
      asked.mode === 'plain'
        ? tracker.detect(luma, false).map((one) => ({ ...one, pose: null }))
        : tracker.track({ luma, camera, time: asked.time, aim: null }).marked;
    const poses = marked.map(({ corners, pose }) =>
      pose ? inMillimetres(pose, asked.side) : estimatePose(corners, square(squareSide(asked.side)), camera, null),
    );
    ms = Math.min(ms, processorMs() - start);
    found = marked.map(({ index, corners }, k) => ({ index, corners, pose: poses[k], exact: exactly(corners, asked) }));
  }
  return { ms, found };
}

/** The next picture of a film, with what the reader would show. */
function next(luma: Luma, asked: Asked): object {
  const { width, height, side, time } = asked;
  const start = processorMs();
  const shot = question(film, codes, luma, time);
  const tracked = tracker.track(shot);
  const { film: after, raw } = develop(film, { tracked, camera: shot.camera, width, height, time, codes, side });
  const ms = processorMs() - start;
  film = after;
  const { presence, smoothing } = film.sight;
  const marker = presence.kind === 'searching' ? null : presence.marker;
  const seen = tracked.marked.find(({ index }) => codes[index] === marker);
  const found =
    raw && seen ? [{ index: seen.index, corners: seen.corners, pose: raw, exact: exactly(seen.corners, asked) }] : [];
  const state = { state: presence.kind, searched: tracked.searched, smooth: smoothing?.pose ?? null };
  const focal = { camera: shot.camera.fx, sure: sureFocal(film.calibration), learnt: film.calibration.focal };
  return { ms, found, ...state, ...focal, edges: seen?.pose != null };
}

const input = new Input(process.stdin);
for (let line = await input.line(); line !== null; line = await input.line()) {
  const request = JSON.parse(line) as Request;
  if (request.kind === 'words') {
    codes = [...request.words];
    tracker.setWords(codes.map(wordBits));
  } else if (request.kind === 'film') {
    film = newFilm(request.kept);
    tracker.setWords(codes.map(wordBits));
  } else {
    const { width, height } = request;
    const buffer = await input.bytes(width * height);
    const luma: Luma = { buffer, offset: 0, stride: width, width, height };
    const answer = request.mode === 'next' ? next(luma, request) : single(luma, request);
    process.stdout.write(`${JSON.stringify(answer)}\n`);
  }
}

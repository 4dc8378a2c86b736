// MindAR in a page of Chromium for `arlearn bench markers --peers`: it is shown our printed markers as its pictures.
//
// It reads no codes: it knows pictures again that it was shown before. What it knows of a picture's corners is what its
// own pose and camera draw; poses of ours are made of those corners as of all others'. On a picture of its own it looks
// where it looks in nine frames of a film, from the middle on, until it has found something; in a film it looks at one
// place a frame and follows what it found with its tracker, as its controller does.

import type { Corners } from '../src/core/pose.ts';
import { exactPose, nominalPose, type Outline, type TrueCamera } from './poses.ts';

type Matrix = readonly (readonly number[])[];
type Tensor = { dispose(): void };

interface Controller {
  readonly inputLoader: { loadInput(picture: HTMLCanvasElement): Tensor };
  readonly cropDetector: { lastRandomIndex: number };
  readonly projectionTransform: Matrix;
  addImageTargetsFromBuffer(buffer: Uint8Array): unknown;
  _detectAndMatch(
    picture: Tensor,
    targets: readonly number[],
  ): Promise<{ targetIndex: number; modelViewTransform: Matrix }>;
  _trackAndUpdate(picture: Tensor, before: Matrix, target: number): Promise<Matrix | null>;
}

interface Library {
  Compiler: new () => {
    compileImageTargets(pictures: HTMLCanvasElement[], told: () => void): Promise<unknown>;
    exportData(): Uint8Array;
  };
  Controller: new (options: { inputWidth: number; inputHeight: number; maxTrack: number }) => Controller;
}

interface Gray {
  readonly width: number;
  readonly height: number;
  /** Row by row, in base64. */
  readonly gray: string;
}

interface Asked {
  /** Which of the markers it is asked for: among several it may take one for another. */
  readonly target: number;
  readonly film: boolean;
  /** Corners of the square by which it is judged, on the marker as it was shown, px, and on the page, mm. */
  readonly square: Corners;
  readonly outline: Outline;
  readonly camera: TrueCamera;
}

const PLACES = 9;
const MIDDLE = 4;
const PATIENCE = 20_000; // ms
const canvas = document.createElement('canvas');
const controllers = new Map<string, Controller>();
let library: Library | null = null;
let known: Uint8Array | null = null;
/** What is followed in a film. */
let followed: Matrix | null = null;

function draw(onto: HTMLCanvasElement, { width, height, gray }: Gray): HTMLCanvasElement {
  Object.assign(onto, { width, height });
  const pen = onto.getContext('2d')!;
  const picture = pen.createImageData(width, height);
  const values = atob(gray);
  picture.data.fill(255);
  for (let i = 0; i < values.length; i++) picture.data.fill(values.charCodeAt(i), 4 * i, 4 * i + 3);
  pen.putImageData(picture, 0, 0);
  return onto;
}

/** `address` of its module. */
async function learn(address: string, markers: readonly Gray[]): Promise<void> {
  library = (await import(/* @vite-ignore */ address)) as Library;
  const compiler = new library.Compiler();
  const drawn = markers.map((marker) => draw(document.createElement('canvas'), marker));
  await compiler.compileImageTargets(drawn, () => {});
  known = compiler.exportData();
}

const sizeOf = ({ width, height }: HTMLCanvasElement): string => `${width}x${height}`;

function controllerOf(picture: HTMLCanvasElement): Controller {
  const { width, height } = picture;
  const key = sizeOf(picture);
  let controller = controllers.get(key);
  if (!controller) {
    if (!(library && known)) throw new Error('MindAR was shown no pictures');
    controller = new library.Controller({ inputWidth: width, inputHeight: height, maxTrack: 1 });
    controller.addImageTargetsFromBuffer(known);
    controllers.set(key, controller);
  }
  return controller;
}

/** The next picture, which `look` looks at; whether it has looked at one of this size, unless it forgot all since. */
function show(picture: Gray): boolean {
  draw(canvas, picture);
  return controllers.has(sizeOf(canvas));
}

function film(): void {
  followed = null;
  for (const controller of controllers.values()) begin(controller);
}

/** As one that has seen nothing, it looks in the middle first. */
function begin({ cropDetector }: Controller): void {
  cropDetector.lastRandomIndex = MIDDLE;
}

async function single(controller: Controller, picture: Tensor, target: number): Promise<Matrix | null> {
  let found: Matrix | null = null;
  begin(controller);
  for (let i = 0; i < PLACES && !found; i++) {
    const { targetIndex, modelViewTransform } = await controller._detectAndMatch(picture, [target]);
    if (targetIndex >= 0) found = modelViewTransform;
  }
  // A film may come next: the first of a size is looked at as a picture of its own before it counts.
  begin(controller);
  return found;
}

async function next(controller: Controller, picture: Tensor, target: number): Promise<Matrix | null> {
  if (!followed) {
    const { targetIndex, modelViewTransform } = await controller._detectAndMatch(picture, [target]);
    if (targetIndex >= 0) followed = modelViewTransform;
  }
  followed = followed && (await controller._trackAndUpdate(picture, followed, target));
  return followed;
}

function drawn(square: Corners, matrix: Matrix, projection: Matrix): Corners {
  return square.map(([x, y]) => {
    const [a, b, c] = matrix.map((row) => row[0]! * x + row[1]! * y + row[3]!) as [number, number, number];
    // The middle of its pictures' first pixel is at 0.
    return [
      (projection[0]![0]! * a) / c + projection[0]![2]! + 0.5,
      (projection[1]![1]! * b) / c + projection[1]![2]! + 0.5,
    ];
  }) as unknown as Corners;
}

/** Its worker says nothing when its sums fail; then the picture is not found, and one made anew takes the next. */
async function patiently(work: Promise<Matrix | null>): Promise<Matrix | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), PATIENCE);
    void work.then(() => clearTimeout(timer));
  });
  return Promise.race([work, late.then(forget)]);
}

function forget(): null {
  controllers.clear();
  followed = null;
  return null;
}

async function look({ target, film, square, outline, camera }: Asked): Promise<object[]> {
  const { width, height } = canvas;
  const controller = controllerOf(canvas);
  const picture = controller.inputLoader.loadInput(canvas);
  const matrix = await patiently((film ? next : single)(controller, picture, target));
  picture.dispose();
  if (!matrix) return [];
  const at = drawn(square, matrix, controller.projectionTransform);
  if (!at.flat().every(Number.isFinite)) return [];
  return [{ corners: at, pose: nominalPose(at, outline, width, height), exact: exactPose(at, outline, camera) }];
}

Object.assign(globalThis, { mindar: { learn, show, film, look } });

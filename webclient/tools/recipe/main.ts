// The recipe: a GLB on standard input becomes one that a cheap phone shows well, or, where that is ordered, only one
// whose meshes are not packed. It reads and writes nothing else.
// `node recipe.mjs ORDERS` with a list as JSON, the models one after the other: to start takes longer than a model.
// Answers with one line of JSON, which says of each how many seconds of the processor it took, then two files for each
// model, or one.
import { readFileSync, writeSync } from 'node:fs';
import { cpuUsage } from 'node:process';
import { type Document, Logger, Verbosity } from '@gltf-transform/core';
import { prune, resample, sparse } from '@gltf-transform/functions';
import { MeshoptDecoder } from 'meshoptimizer/decoder';
import { MeshoptEncoder } from 'meshoptimizer/encoder';
import { MeshoptSimplifier } from 'meshoptimizer/simplifier';
import { merge } from './merge.ts';
import { pack, shapeOf, type Written } from './pack.ts';
import { reader } from './reader.ts';
import { oneScene, repair } from './repair.ts';
import { simplify, triangles } from './simplify.ts';
import { unpacked } from './unpack.ts';
import { errors } from './validate.ts';

interface Order {
  /** Bytes of the model. */
  size: number;
  unpack?: never;
  /** The most that may be left. */
  triangles: number;
  /** The file that fewer triangles are to make, where they can; without it none go for its sake. */
  bytes?: number;
  /** With so many draws nothing more is done to have fewer. */
  draws: number;
  /** What brings the model to its size and place on the page, metres. */
  scale: number;
  move: [number, number, number];
}

/** The model is only unpacked. */
interface Unpack {
  size: number;
  unpack: true;
}

/** How few triangles are too few, and how many of those that should fit are kept, lest it be done once more. */
const FEWEST = 2_000;
const SURE = 0.95;

interface Shaped extends Written {
  /** Triangles that are left, and what they take of the packed file, bytes. */
  left: number;
  shape: number;
  /** Whether some were taken away that are seen. */
  seen: boolean;
}

interface Made extends Written {
  gaveUp: string[];
  /** Bytes by which the packed file would be smaller with the fewest triangles. */
  spare: number;
  errors: string[];
}

interface Answer {
  said: object;
  files: Uint8Array[];
}

async function main(orders: (Order | Unpack)[]): Promise<void> {
  await Promise.all([MeshoptDecoder.ready, MeshoptEncoder.ready, MeshoptSimplifier.ready]);
  const given = new Uint8Array(readFileSync(0));
  const made: Answer[] = [];
  let at = 0;
  for (const order of orders) {
    // A copy: nothing of one model can be taken for a part of another.
    const model = given.slice(at, at + order.size);
    const begun = cpuUsage();
    const { said, files } = order.unpack ? await unpacked(model) : answer(await one(model, order));
    const { user, system } = cpuUsage(begun);
    made.push({ said: { ...said, seconds: (user + system) / 1e6 }, files });
    at += order.size;
  }
  const each = made.map(({ said, files }) => ({ ...said, size: files.reduce((sum, { length }) => sum + length, 0) }));
  write(Buffer.from(`${JSON.stringify({ each })}\n`));
  for (const { files } of made) for (const file of files) write(file);
}

function answer({ plain, packed, ...said }: Made): Answer {
  return { said: { ...said, plain: plain.length }, files: [plain, packed] };
}

async function one(given: Uint8Array, order: Order): Promise<Made> {
  const whole = await shaped(given, order);
  const { plain, packed, left, shape, seen } = (await lighter(given, order, whole)) ?? whole;
  say('fit done');
  say('validate begun');
  const found = [...(await errors(plain)), ...(await errors(packed))];
  say('validate done');
  const spare = Math.floor(shape * Math.max(0, 1 - FEWEST / left));
  return { plain, packed, gaveUp: seen ? ['triangles'] : [], spare, errors: found };
}

async function shaped(given: Uint8Array, order: Order): Promise<Shaped> {
  const io = reader();
  const document = await io.readBinary(given);
  document.setLogger(new Logger(Verbosity.SILENT));
  const seen = await prepare(document, order);
  const left = triangles(document);
  const written = await pack(io, document);
  return { ...written, left, shape: shapeOf(written.packed), seen };
}

/** Of about as many triangles as go into the file that is ordered; null where even the fewest would not. */
async function lighter(given: Uint8Array, order: Order, whole: Shaped): Promise<Shaped | null> {
  let made = whole;
  while (order.bytes !== undefined && made.packed.length > order.bytes) {
    const room = order.bytes - (made.packed.length - made.shape);
    const most = Math.max(FEWEST, Math.floor(((made.left * room) / made.shape) * SURE));
    if (room <= 0 || made.left <= most) return null;
    const less = await shaped(given, { ...order, triangles: most });
    if (less.left >= made.left) return null;
    made = less;
  }
  return made;
}

/** Whether triangles were taken away that are seen. */
async function prepare(document: Document, order: Order): Promise<boolean> {
  const scene = oneScene(document);
  repair(document, scene);
  await merge(document, order.draws);
  await document.transform(resample());
  const seen = simplify(document, order.triangles);
  await document.transform(prune({ keepLeaves: false, keepAttributes: false, keepSolidTextures: true }), sparse());
  say('optimise done');
  say('fit begun');
  const page = document.createNode('page').setScale([order.scale, order.scale, order.scale]).setTranslation(order.move);
  for (const child of scene.listChildren()) page.addChild(child);
  scene.addChild(page);
  return seen;
}

/** The steps are told as they begin and end, in lines on standard error. */
function say(line: string): void {
  writeSync(2, `step ${line}\n`);
}

function write(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(1, bytes, at);
}

await main(JSON.parse(process.argv[2]!) as (Order | Unpack)[]);

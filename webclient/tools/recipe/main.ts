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
import { pack, type Written } from './pack.ts';
import { reader } from './reader.ts';
import { oneScene, repair } from './repair.ts';
import { simplify, triangles } from './simplify.ts';
import { unpacked } from './unpack.ts';
import { errors } from './validate.ts';

interface Order {
  /** Bytes of the model. */
  size: number;
  unpack?: never;
  /** The most that may be left of each. */
  triangles: number;
  bytes: number;
  /** What brings the model to its size and place on the page, metres. */
  scale: number;
  move: [number, number, number];
}

/** The model is only unpacked. */
interface Unpack {
  size: number;
  unpack: true;
}

/** The share of triangles that stays each time when the file is too large still, and how few are too few. */
const DOWN = 0.6;
const FEWEST = 2_000;

interface Made extends Written {
  gaveUp: string[];
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
  const io = reader();
  let written: Written;
  let most = order.triangles;
  const gaveUp = new Set<string>();
  for (;;) {
    const document = await io.readBinary(given);
    document.setLogger(new Logger(Verbosity.SILENT));
    if (await prepare(document, { ...order, triangles: most })) gaveUp.add('triangles');
    const left = triangles(document);
    written = await pack(io, document);
    if (written.packed.length <= order.bytes || left <= FEWEST) break;
    most = Math.floor(Math.min(left, most) * DOWN);
  }
  say('fit done');
  say('validate begun');
  const found = [...(await errors(written.plain)), ...(await errors(written.packed))];
  say('validate done');
  return { ...written, gaveUp: [...gaveUp], errors: found };
}

/** Whether triangles were taken away that are seen. */
async function prepare(document: Document, order: Order): Promise<boolean> {
  const scene = oneScene(document);
  repair(document, scene);
  await merge(document);
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

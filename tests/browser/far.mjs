// Reads pictures of a room with the shipped tracker, as the panel does, outside a browser: `node far.mjs shots.json`.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../../webclient', import.meta.url));
const vite = createRequire(`${root}/package.json`).resolve('vite');
const { createServer } = await import(pathToFileURL(vite).href);
const server = await createServer({
  root,
  configFile: false,
  appType: 'custom',
  logLevel: 'error',
  server: { middlewareMode: true, watch: null, ws: false },
  optimizeDeps: { noDiscovery: true },
});
const { Tracker } = await server.ssrLoadModule('/src/tracking/tracker.ts');
const { wordBits } = await server.ssrLoadModule('/src/core/ring13.ts');
const { letterUp } = await server.ssrLoadModule('/src/core/cards.ts');

const { words, shots } = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const tracker = await Tracker.load(readFileSync(`${root}/src/tracking/wasm/tracker.wasm`));
tracker.setWords(words.map(wordBits));
const read = shots.map(({ file, width, height }) => {
  const bytes = readFileSync(file);
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
  const start = performance.now();
  const found = tracker.detect({ buffer, offset: 0, stride: width, width, height });
  const took = performance.now() - start;
  return { took, cards: found.map(({ index, corners }) => [index + 1, letterUp(corners)]) };
});
console.log(JSON.stringify(read));
await server.close();

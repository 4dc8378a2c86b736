// Runs the tracker beside the page, so that looking for markers never holds up drawing.

import type { Reply, Request } from './messages.ts';
import { type Luma, Tracker } from './tracker.ts';
import moduleUrl from './wasm/tracker.wasm?url';

/** What this file uses of a worker's global scope; the DOM library knows only a window's. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<Request>) => void) | null;
  postMessage(reply: Reply, transfer?: Transferable[]): void;
}
const scope = self as unknown as WorkerScope;

async function load(): Promise<Tracker> {
  const answer = await fetch(moduleUrl);
  if (!answer.ok) throw new Error(`${moduleUrl}: ${answer.status}`);
  return Tracker.load(await answer.arrayBuffer());
}

const loading = load();
let known: readonly bigint[] = [];
let family: readonly bigint[] = [];

loading.then(
  () => scope.postMessage({ kind: 'ready' }),
  (reason: unknown) => scope.postMessage({ kind: 'broken', reason: String(reason) }),
);

scope.onmessage = async ({ data }) => {
  const tracker = await loading.catch(() => null);
  if (!tracker) return;
  try {
    handle(tracker, data);
  } catch (reason) {
    // A trap leaves the module's memory in the middle of something: it is not to be used again.
    scope.postMessage({ kind: 'broken', reason: String(reason) });
  }
};

function handle(tracker: Tracker, request: Request): void {
  switch (request.kind) {
    case 'know':
      known = request.words;
      tracker.setWords(known);
      return;
    case 'family':
      family = request.words;
      return;
    case 'glance':
      // Only while nothing is followed: to change the words ends that.
      tracker.setWords(family);
      detect(tracker, request.luma);
      tracker.setWords(known);
      return;
    case 'frame':
      detect(tracker, request.luma);
      return;
    case 'track': {
      const start = performance.now();
      const tracked = tracker.track(request.shot);
      const { buffer } = request.shot.luma;
      scope.postMessage({ kind: 'tracked', tracked, took: performance.now() - start, buffer }, [buffer]);
      return;
    }
  }
}

function detect(tracker: Tracker, luma: Luma): void {
  const start = performance.now();
  const found = tracker.detect(luma);
  const { buffer } = luma;
  scope.postMessage({ kind: 'found', found, took: performance.now() - start, buffer }, [buffer]);
}

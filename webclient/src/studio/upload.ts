// Sends a file to the library, telling how far it is, and waits until the server has made of it what phones get.
import type { AssetFile, ModelChoice, ProblemOut, StudioAsset } from '../generated/api.ts';
import { get, Problem, post } from '../net/http.ts';
import { me } from '../ui/sign-in.tsx';

/** ms between two questions for an asset that is worked on. */
const ASK_EVERY = 500;

export type ReadyAsset = StudioAsset & { file: AssetFile };

interface Hearing {
  onPart: (part: number) => void;
  onStep?: (asset: StudioAsset) => void;
  /** Asked which of the models in a zip of several is meant; null for none of them. */
  choose?: (models: readonly string[]) => Promise<string | null>;
  /** Ends the sending, or the waiting for what is made; what has come stays in the library. */
  signal?: AbortSignal;
}

/** Resolves with the asset when it is ready; throws Problem, also when it is refused in the end. */
export async function uploadAsset(library: string, file: File, hearing: Hearing): Promise<ReadyAsset> {
  return made(library, await send(library, file, hearing), hearing);
}

async function made(library: string, sent: StudioAsset, { onStep, choose, signal }: Hearing): Promise<ReadyAsset> {
  let asset = sent;
  for (;;) {
    signal?.throwIfAborted();
    onStep?.(asset);
    const { status, file, problem, choices } = asset;
    if (status === 'refused') {
      const model = choices.length > 0 ? await choose?.(choices) : null;
      if (!model) throw new Problem(problem ?? {}, 422);
      const choice: ModelChoice = { model };
      asset = await post<StudioAsset>(`/api/studio/libraries/${library}/assets/${asset.sha256}/choose`, choice);
      continue;
    }
    if (status === 'ready' && file) return { ...asset, file };
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY));
    asset = await get<StudioAsset>(`/api/studio/libraries/${library}/assets/${asset.sha256}`).catch((away) => {
      // A network that is gone for a while ends nothing: the file has come.
      if (away instanceof Problem && (away.code === 'offline' || away.status >= 500)) return asset;
      throw away;
    });
  }
}

// `fetch` does not tell how far it is with what it sends.
function send(library: string, file: File, { onPart, signal }: Hearing): Promise<StudioAsset> {
  const form = new FormData();
  form.append('library', library);
  form.append('file', file);
  const request = new XMLHttpRequest();
  request.open('POST', '/api/studio/assets');
  request.responseType = 'json';
  request.setRequestHeader('Accept-Language', document.documentElement.lang || 'id');
  request.setRequestHeader('X-CSRFToken', me.value?.csrf ?? '');
  signal?.addEventListener('abort', () => request.abort());
  return new Promise((resolve, reject) => {
    request.upload.onprogress = ({ lengthComputable, loaded, total }) => {
      if (lengthComputable) onPart(loaded / total);
    };
    request.onerror = request.onabort = () => reject(new Problem({ code: 'offline' }, 0));
    request.onload = () => {
      const answer: unknown = request.response;
      if (request.status === 200) resolve(answer as StudioAsset);
      else reject(new Problem((answer ?? {}) as Partial<ProblemOut>, request.status));
    };
    request.send(form);
  });
}

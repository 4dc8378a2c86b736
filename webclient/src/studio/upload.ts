// Sends a file to the library, telling how far it is. `fetch` does not tell that of what it sends.
import type { ProblemOut, StudioAsset } from '../generated/api.ts';
import { Problem } from '../net/http.ts';
import { me } from '../ui/sign-in.tsx';

/** Resolves with the asset when the server has received and checked the file; throws Problem. */
export function uploadAsset(library: string, file: File, onPart: (part: number) => void): Promise<StudioAsset> {
  const form = new FormData();
  form.append('library', library);
  form.append('file', file);
  const request = new XMLHttpRequest();
  request.open('POST', '/api/studio/assets');
  request.responseType = 'json';
  request.setRequestHeader('Accept-Language', document.documentElement.lang || 'id');
  request.setRequestHeader('X-CSRFToken', me.value?.csrf ?? '');
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

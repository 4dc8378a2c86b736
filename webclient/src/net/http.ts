// Requests to this server, and its refusals as values.
import type { Me, ProblemOut } from '../generated/api.ts';

/** A refusal by the server, or `offline` when it could not be reached. `message` is for the person, in their language. */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly where: string[];

  constructor(body: Partial<ProblemOut>, status: number) {
    super(body.message ?? '');
    this.name = 'Problem';
    this.code = body.code ?? 'failed';
    this.status = status;
    this.where = body.where ?? [];
  }
}

let csrf = '';

/** Who is signed in; must have been asked before anything is changed by a signed-in person. */
export async function whoAmI(): Promise<Me> {
  return keep(await request<Me>('GET', '/api/people/me'));
}

export async function signIn(username: string, password: string): Promise<Me> {
  await whoAmI();
  return keep(await request<Me>('POST', '/api/people/sign-in', { username, password }));
}

export async function signOut(): Promise<Me> {
  return keep(await request<Me>('POST', '/api/people/sign-out'));
}

function keep(me: Me): Me {
  csrf = me.csrf;
  return me;
}

export const get = <T>(path: string): Promise<T> => request<T>('GET', path);
export const post = <T>(path: string, body?: unknown): Promise<T> => request<T>('POST', path, body);
export const put = <T>(path: string, body: unknown): Promise<T> => request<T>('PUT', path, body);
export const remove = <T>(path: string): Promise<T> => request<T>('DELETE', path);

/** What is no JSON. Throws Problem. */
export async function bytes(path: string): Promise<ArrayBuffer> {
  const response = await fetch(path).catch(() => null);
  if (!response?.ok) throw new Problem({ code: response ? 'failed' : 'offline' }, response?.status ?? 0);
  return response.arrayBuffer();
}

/** One request; JSON both ways, or a form with files. Throws Problem. */
async function request<T>(method: string, path: string, body?: unknown): Promise<T> {
  const form = body instanceof FormData;
  const headers: Record<string, string> = { 'Accept-Language': document.documentElement.lang || 'id' };
  if (csrf) headers['X-CSRFToken'] = csrf;
  if (body !== undefined && !form) headers['Content-Type'] = 'application/json';
  let response: Response;
  try {
    const payload = body === undefined ? null : form ? body : JSON.stringify(body);
    response = await fetch(path, { method, headers, body: payload, credentials: 'same-origin' });
  } catch {
    throw new Problem({ code: 'offline' }, 0);
  }
  if (response.status === 204) return undefined as T;
  const answer: unknown = await response.json().catch(() => ({}));
  if (!response.ok) throw new Problem(answer as Partial<ProblemOut>, response.status);
  return answer as T;
}

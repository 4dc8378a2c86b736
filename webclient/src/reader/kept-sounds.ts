// Recorded voices of this page and the next, fetched once and kept: they sound when the network is gone, too.

/** Sounds kept at most; the least lately used goes first. */
const KEPT = 6;
const sounds = new Map<string, Promise<string> | string>();

/** Fetches the sound, if it is not there yet; resolves when it is, or when it could not be had. */
export async function keepSound(url: string): Promise<void> {
  const known = sounds.get(url) ?? fetched(url);
  sounds.delete(url);
  sounds.set(url, known);
  for (const [oldest, sound] of sounds) {
    if (sounds.size <= KEPT) break;
    sounds.delete(oldest);
    void Promise.resolve(sound).then(URL.revokeObjectURL, () => undefined);
  }
  try {
    const local = await known;
    if (sounds.has(url)) sounds.set(url, local);
  } catch {
    // What failed once may work when the network is back.
    sounds.delete(url);
  }
}

/** From where it is played: from memory, or from the server while it is still on its way. */
export function soundAt(url: string): string {
  const known = sounds.get(url);
  return typeof known === 'string' ? known : url;
}

async function fetched(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`sound ${response.status}`);
  return URL.createObjectURL(await response.blob());
}

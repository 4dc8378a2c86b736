// What carried the messages last in this tab, so that the next page does not first try the one that is refused.
import type { Transport } from '../core/transport.ts';

const KEY = 'arlearn.transport';

export function rememberedTransport(): Transport {
  try {
    return sessionStorage.getItem(KEY) === 'polls' ? 'polls' : 'socket';
  } catch {
    // The browser keeps nothing for us.
    return 'socket';
  }
}

export function rememberTransport(by: Transport): void {
  try {
    if (by === 'polls') sessionStorage.setItem(KEY, by);
    else sessionStorage.removeItem(KEY);
  } catch {
    // Then the next page finds it out itself.
  }
}

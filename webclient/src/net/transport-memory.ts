// Which way to the server worked last in this tab, so that the next page does not first try the one that is refused.
import type { Way } from '../core/way.ts';

const KEY = 'arlearn.way';

export function rememberedWay(): Way {
  try {
    return sessionStorage.getItem(KEY) === 'polls' ? 'polls' : 'socket';
  } catch {
    // The browser keeps nothing for us.
    return 'socket';
  }
}

export function rememberWay(way: Way): void {
  try {
    if (way === 'polls') sessionStorage.setItem(KEY, way);
    else sessionStorage.removeItem(KEY);
  } catch {
    // Then the next page finds it out itself.
  }
}

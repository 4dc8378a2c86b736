// Where in the panel one is, as its address says.
import { computed, signal } from '@preact/signals';

export type Place = { screen: 'home' } | { screen: 'group' | 'projector'; group: string };

const path = signal(location.pathname);
addEventListener('popstate', () => {
  path.value = location.pathname;
});

/** The place that an address names; home for any that names none. */
export function placeOf(address: string): Place {
  const [, group, projector] = /^\/panel\/([0-9a-f-]{36})(\/projector)?\/?$/i.exec(address) ?? [];
  if (!group) return { screen: 'home' };
  return { screen: projector ? 'projector' : 'group', group };
}

export const place = computed(() => placeOf(path.value));

export const addressOf = (group: string): string => `/panel/${group}`;
export const projectorOf = (group: string): string => `/panel/${group}/projector`;

export function go(address: string): void {
  history.pushState(null, '', address);
  path.value = address;
  scrollTo(0, 0);
}

/** For links inside the panel: follows them without loading the page anew, unless the person asked for another tab. */
export function follow(event: MouseEvent): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  go((event.currentTarget as HTMLAnchorElement).pathname);
}

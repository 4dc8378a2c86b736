// Where in the panel one is, as its address says.
import { computed, signal } from '@preact/signals';

/** What of a group has an address of its own, besides the group itself. */
type GroupPart = 'projector' | 'results' | 'replay' | 'cards';

export type Place =
  | { screen: 'home' }
  | { screen: 'group' | GroupPart; group: string }
  | { screen: 'plans' }
  | { screen: 'plan'; plan: string }
  /** Another device is about to go on with a group. */
  | { screen: 'handover'; code: string };

const path = signal(location.pathname);
/** What must be done before the screen may be left, such as saving; false keeps the person there. */
let leaving: (() => Promise<boolean>) | null = null;

addEventListener('popstate', async () => {
  if (!leaving || (await leaving())) path.value = location.pathname;
  else history.pushState(null, '', path.value);
});

/** The place that an address names; home for any that names none. */
export function placeOf(address: string): Place {
  const [, group, part] = /^\/panel\/([0-9a-f-]{36})(?:\/(projector|results|replay|cards))?\/?$/i.exec(address) ?? [];
  if (group) return { screen: (part?.toLowerCase() ?? 'group') as 'group' | GroupPart, group };
  const [, plans, plan] = /^\/panel\/(plans)(?:\/([0-9a-f-]{36}))?\/?$/i.exec(address) ?? [];
  if (plans) return plan ? { screen: 'plan', plan } : { screen: 'plans' };
  const [, code] = /^\/panel\/handover\/([\w-]{20,60})\/?$/.exec(address) ?? [];
  return code ? { screen: 'handover', code } : { screen: 'home' };
}

export const place = computed(() => placeOf(path.value));

export const addressOf = (group: string): string => `/panel/${group}`;
export const resultsOf = (group: string): string => `/panel/${group}/results`;
export const replayOf = (group: string): string => `/panel/${group}/replay`;
export const cardsOf = (group: string): string => `/panel/${group}/cards`;
export const projectorOf = (group: string): string => `/panel/${group}/projector`;

export const PLANS = '/panel/plans';
export const planAddress = (plan: string): string => `${PLANS}/${plan}`;

export function beforeLeaving(act: () => Promise<boolean>): () => void {
  leaving = act;
  return () => {
    if (leaving === act) leaving = null;
  };
}

export function go(address: string): void {
  if (leaving) void leaving().then((may) => may && enter(address));
  else enter(address);
}

function enter(address: string): void {
  history.pushState(null, '', address);
  path.value = address;
  scrollTo(0, 0);
}

/** As `go`, in place of the address that one comes from: there is no way back to it. */
export function replace(address: string): void {
  history.replaceState(null, '', address);
  path.value = address;
}

/** For links inside the panel: follows them without loading the page anew, unless the person asked for another tab. */
export function follow(event: MouseEvent): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  go((event.currentTarget as HTMLAnchorElement).pathname);
}

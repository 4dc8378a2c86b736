// Which rungs of the ladder a browser offers, which one to start on, and why a higher one is not there.

export const rungs = ['read', 'view', 'photo', 'live'] as const;
export type ReaderRung = (typeof rungs)[number];

/** What the browser and the page have to offer. */
export interface Offer {
  readonly secure: boolean;
  readonly camera: boolean;
  readonly webgl: boolean;
  readonly wasm: boolean;
  /** The page has something to show in three dimensions. */
  readonly models: boolean;
  /** The book has printed markers. */
  readonly markers: boolean;
  /** The page is shown inside another app, which keeps the camera to itself. */
  readonly inApp: boolean;
  /** What the camera answered when it was asked: null when it was not asked yet, or gave its picture. */
  readonly refused: 'camera_denied' | 'camera_busy' | 'camera_none' | 'camera_failed' | null;
}

export type Reason =
  | 'no_models'
  | 'no_webgl'
  | 'insecure'
  | 'in_app'
  | 'no_camera'
  | 'no_wasm'
  | 'no_markers'
  | NonNullable<Offer['refused']>;

/** Why a rung is not there; null when it is. */
export function obstacle(rung: ReaderRung, offer: Offer): Reason | null {
  if (rung === 'read') return null;
  if (!offer.models) return 'no_models';
  if (!offer.webgl) return 'no_webgl';
  if (rung === 'view') return null;
  if (!offer.wasm) return 'no_wasm';
  if (!offer.markers) return 'no_markers';
  // A photograph is taken by the phone's own camera app: it needs neither a safe address nor anybody's leave.
  return rung === 'photo' ? null : cameraObstacle(offer);
}

function cameraObstacle({ secure, camera, inApp, refused }: Offer): Reason | null {
  // Without a secure context the browser hides its camera: the address is the reason, not the phone.
  if (!secure) return 'insecure';
  if (inApp && (!camera || refused === 'camera_denied')) return 'in_app';
  return camera ? refused : 'no_camera';
}

/** The rung to be on: the wanted one, or the next lower that is there; the highest when none is wanted. */
export function rungFor(offer: Offer, wanted: ReaderRung | null = null): ReaderRung {
  const from = wanted ? rungs.indexOf(wanted) : rungs.length - 1;
  for (let i = from; i > 0; i--) if (!obstacle(rungs[i]!, offer)) return rungs[i]!;
  return 'read';
}

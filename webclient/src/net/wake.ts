// Tells a connection when its page or its network comes back, which no timer does on a device that slept.

/** Calls `nudge` on waking; returns what stops it. */
export function onWake(nudge: () => void): () => void {
  const seen = () => {
    if (document.visibilityState === 'visible') nudge();
  };
  document.addEventListener('visibilitychange', seen);
  window.addEventListener('online', nudge);
  window.addEventListener('pageshow', nudge);
  return () => {
    document.removeEventListener('visibilitychange', seen);
    window.removeEventListener('online', nudge);
    window.removeEventListener('pageshow', nudge);
  };
}

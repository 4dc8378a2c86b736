// Tells a connection when its page or its network comes or goes, which no timer does on a device that slept.

/** Calls `nudge` whenever a connection may be another than it was; returns what stops it. */
export function onWake(nudge: () => void): () => void {
  const seen = () => {
    if (document.visibilityState === 'visible') nudge();
  };
  document.addEventListener('visibilitychange', seen);
  window.addEventListener('online', nudge);
  // Not yet for lost: a server on the same device is still there.
  window.addEventListener('offline', nudge);
  window.addEventListener('pageshow', nudge);
  return () => {
    document.removeEventListener('visibilitychange', seen);
    window.removeEventListener('online', nudge);
    window.removeEventListener('offline', nudge);
    window.removeEventListener('pageshow', nudge);
  };
}

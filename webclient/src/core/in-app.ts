// Browsers inside other apps, known by how they name themselves: most give a page no camera, whatever the person allows.

export interface InApp {
  /** Its own name; null for an app that does not give one. */
  readonly app: string | null;
  readonly system: 'android' | 'ios';
}

/** What each puts into its user agent, on Android or iOS. The first that fits names the app. */
const marks: readonly (readonly [RegExp, string])[] = [
  [/\bInstagram\b/, 'Instagram'],
  [/\bBarcelona\b/, 'Threads'],
  [/\bFB_IAB\/MESSENGER\b|\bFBAN\/Messenger|\bOrca-Android\b/, 'Messenger'],
  [/\bFBA[NV]\/|\bFB_IAB\b|\[FB/, 'Facebook'],
  [/\bWhatsApp\b/, 'WhatsApp'],
  [/\bLine\//, 'LINE'],
  [/\bmusical_ly|\bBytedanceWebview\b|\btrill_|\bTikTok\b/i, 'TikTok'],
  [/\bMicroMessenger\//, 'WeChat'],
  [/\bSnapchat\b/, 'Snapchat'],
  [/\bTwitter(Android)?\b/, 'X'],
  [/\bTelegram/, 'Telegram'],
  [/\bGSA\//, 'Google'],
];

/** The app that shows this page in a view of its own; null in a browser of its own. */
export function inAppBrowser(userAgent: string): InApp | null {
  const system = /\bAndroid\b/.test(userAgent) ? 'android' : /\b(iPhone|iPad|iPod)\b/.test(userAgent) ? 'ios' : null;
  if (!system) return null;
  const app = marks.find(([mark]) => mark.test(userAgent))?.[1] ?? null;
  if (app) return { app, system };
  // Android's own view says "wv"; on iOS only real browsers call themselves Safari.
  const unnamed = system === 'android' ? /;\s*wv\)/.test(userAgent) : !/\bSafari\//.test(userAgent);
  return unnamed ? { app: null, system } : null;
}

/** An address that Android opens in Chrome itself; see developer.chrome.com/docs/android/intents. */
export function chromeAddress(href: string): string {
  const url = new URL(href);
  const scheme = url.protocol.replace(':', '');
  return `intent://${url.host}${url.pathname}${url.search}#Intent;scheme=${scheme};package=com.android.chrome;end`;
}

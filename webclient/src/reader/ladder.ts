// What this browser offers, and in a child's words why a rung is missing and what to do about it.
import { inAppBrowser } from '../core/in-app.ts';
import type { Offer, ReaderRung, Reason } from '../core/rung.ts';
import { get } from '../net/http.ts';
import { hasWebgl } from '../stage/webgl.ts';
import { texts } from '../ui/i18n.ts';
import type { IconName } from './icons.ts';

let webgl: boolean | null = null;

/** The browser's part of an offer; the page's own part is `models` and `markers`. */
export function browserOffer(): Omit<Offer, 'models' | 'markers' | 'refused'> {
  webgl ??= hasWebgl();
  return {
    secure: window.isSecureContext,
    camera: Boolean(navigator.mediaDevices?.getUserMedia),
    webgl,
    wasm: typeof WebAssembly === 'object' && typeof Worker === 'function',
    inApp: inAppBrowser(navigator.userAgent) !== null,
  };
}

export const rungSigns: Record<ReaderRung, IconName> = { read: 'book', view: 'cube', photo: 'photo', live: 'camera' };

export const rungText = texts(
  { read: 'Baca', view: 'Lihat 3D', photo: 'Foto', live: 'Kamera' },
  { read: 'Read', view: 'See in 3D', photo: 'Photo', live: 'Camera' },
);

export const rungSays = texts(
  {
    read: 'Cerita dan gambar.',
    view: 'Putar dengan jarimu.',
    photo: 'Berdiri di foto bukumu.',
    live: 'Berdiri di atas bukumu.',
  },
  {
    read: 'The story and its picture.',
    view: 'Turn it with your finger.',
    photo: 'It stands on a photo of your book.',
    live: 'It stands on your book.',
  },
);

export const reasonText = texts(
  {
    no_models: 'Halaman ini hanya punya cerita dan gambar.',
    no_webgl: 'Peramban ini tidak bisa menggambar 3D.',
    insecure: 'Kamera perlu alamat yang aman (https).',
    in_app: 'Kamera tidak bisa dipakai di dalam aplikasi ini. Buka di Chrome atau Safari.',
    no_camera: 'Tidak ada kamera yang bisa dipakai di sini.',
    camera_none: 'Tidak ada kamera yang ditemukan. Pasang kamera, lalu coba lagi.',
    no_wasm: 'Peramban ini terlalu tua untuk mengenali halaman.',
    no_markers: 'Buku ini belum punya tanda untuk kamera.',
    camera_denied: 'Kamera belum diizinkan. Izinkan di pengaturan peramban, lalu coba lagi.',
    camera_busy: 'Kamera sedang dipakai aplikasi lain. Tutup dulu, lalu coba lagi.',
    camera_failed: 'Kamera tidak mau menyala. Coba lagi.',
  } satisfies Record<Reason, string>,
  {
    no_models: 'This page has only a story and a picture.',
    no_webgl: 'This browser cannot draw in 3D.',
    insecure: 'The camera needs a safe address (https).',
    in_app: 'The camera cannot be used inside this app. Open the page in Chrome or Safari.',
    no_camera: 'There is no camera that can be used here.',
    camera_none: 'No camera was found. Plug one in, then try again.',
    no_wasm: 'This browser is too old to recognise pages.',
    no_markers: 'This book has no signs for the camera yet.',
    camera_denied: 'The camera is not allowed yet. Allow it in the browser’s settings, then try again.',
    camera_busy: 'Another app is using the camera. Close it, then try again.',
    camera_failed: 'The camera does not start. Try again.',
  },
);

/** This very page at the server's safe address, where the camera works; null when it has none. */
export async function secureUrl(): Promise<string | null> {
  if (location.protocol === 'https:') return null;
  try {
    const { tls_port: port } = await get<{ tls_port: number | null }>('/api/server');
    if (!port) return null;
    const url = new URL(location.href);
    url.protocol = 'https:';
    url.port = String(port);
    return url.href;
  } catch {
    return null;
  }
}

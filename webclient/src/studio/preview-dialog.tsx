// The page on the creator's own phone, before it is published: a QR code that is good for a while.
import './preview-dialog.css';
import { useEffect, useState } from 'preact/hooks';
import type { PreviewLink } from '../generated/api.ts';
import { post } from '../net/http.ts';
import { Button, ButtonLink, Dialog, notify, Waiting } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import { whenText } from './change-words.ts';
import type { Editing } from './editing.ts';

const t = liveTexts(
  {
    title: 'Pratinjau di HP Anda',
    how: 'Pindai dengan kamera HP yang tersambung ke jaringan yang sama. Halaman ini terbuka seperti dilihat anak, tanpa masuk, meskipun belum terbit.',
    qr: 'Kode QR untuk pratinjau',
    until: 'Siapa pun yang punya tautan ini dapat membukanya sampai pukul {time}.',
    again: 'Setelah mengubah sesuatu, muat ulang di HP.',
    here: 'Buka di sini',
    copy: 'Salin tautan',
    copied: 'Tautan disalin.',
    loopback: 'Komputer ini tidak tersambung ke jaringan mana pun, jadi HP belum dapat menjangkaunya.',
  },
  {
    title: 'Preview on your phone',
    how: 'Scan it with the camera of a phone on the same network. The page opens as a child sees it, without signing in, though it is not published.',
    qr: 'QR code for the preview',
    until: 'Whoever has this link can open it until {time}.',
    again: 'After you changed something, reload on the phone.',
    here: 'Open here',
    copy: 'Copy the link',
    copied: 'The link is copied.',
    loopback: 'This computer is on no network, so a phone cannot reach it yet.',
  },
);

interface PreviewProps {
  editing: Editing;
  open: boolean;
  onClose: () => void;
}

export function PreviewDialog({ editing, open, onClose }: PreviewProps) {
  return (
    <Dialog open={open} title={t('title')} onClose={onClose}>
      <Preview editing={editing} />
    </Dialog>
  );
}

function Preview({ editing }: { editing: Editing }) {
  const [link, setLink] = useState<PreviewLink>();
  const [problem, setProblem] = useState<unknown>();
  const ask = () => {
    setProblem(undefined);
    // What is on the screen is what the phone is to show.
    editing
      .flush()
      .then(() => post<PreviewLink>(`/api/studio/pages/${editing.id}/preview`, {}))
      .then(setLink, setProblem);
  };
  useEffect(ask, []);
  if (!link) return <Waiting problem={problem} onRetry={ask} />;
  const { hostname, pathname } = new URL(link.url);
  const copy = () => void navigator.clipboard?.writeText(link.url).then(() => notify(t('copied')));
  return (
    <div class="preview-link">
      <p>{t('how')}</p>
      <img src={`data:image/svg+xml,${encodeURIComponent(link.picture)}`} alt={t('qr')} />
      {/^(localhost|127\.|\[::1\])/.test(hostname) && <p class="problem">{t('loopback')}</p>}
      <p class="hint">
        {t('until', { time: whenText(new Date(link.expires)) })} {t('again')}
      </p>
      <div class="does">
        <ButtonLink icon="eye" href={pathname} target="_blank">
          {t('here')}
        </ButtonLink>
        {isSecureContext && <Button onClick={copy}>{t('copy')}</Button>}
      </div>
    </div>
  );
}

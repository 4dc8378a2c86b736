// The dialogs of a group's screen: the code to join, the page to open, the keys, and the end.
import './dialogs.css';
import { isPending } from '../core/orders.ts';
import type { BookManifest } from '../generated/api.ts';
import { Button, ButtonLink, Dialog } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import type { Connection } from './connection.ts';
import { PagePicture } from './page-column.tsx';
import { projectorOf } from './route.ts';
import { bookText, pageWord } from './wording.ts';

const t = liveTexts(
  {
    join: 'Ajak anak-anak bergabung',
    joinHow: 'Arahkan kamera ponsel ke kode ini, atau buka alamat di bawahnya.',
    qr: 'Kode QR untuk bergabung',
    onlyHere:
      'Alamat ini hanya dikenal komputer ini. Buka panel dari alamat jaringan yang tampil saat server dinyalakan, agar ponsel anak-anak dapat bergabung.',
    projector: 'Tampilkan di proyektor',
    choose: 'Buka halaman untuk semua',
    chooseHint: 'Semua anak dibawa ke halaman ini, sampai Anda membuka yang lain atau membebaskan mereka.',
    here: '{n} anak di sini',
    keys: 'Tombol pintas',
    keySpace: 'Spasi',
    next: 'Buka halaman berikutnya untuk semua',
    pause: 'Mata ke depan, atau lanjutkan',
    full: 'Buka layar proyektor',
    help: 'Lihat anak pertama yang minta bantuan',
    this: 'Tampilkan daftar ini',
    end: 'Akhiri kegiatan ini?',
    endKept: 'Jawaban dan halaman yang selesai tetap tersimpan, dan dapat diunduh sebagai CSV.',
    endGone:
      'Anak-anak tidak dapat melanjutkan di kelompok ini, dan kodenya tidak berlaku lagi. Ini tidak dapat dibatalkan.',
    endYes: 'Akhiri kegiatan',
    endNo: 'Kembali',
  },
  {
    join: 'Let the children join',
    joinHow: 'Point a phone’s camera at this code, or open the address below it.',
    qr: 'QR code for joining',
    onlyHere:
      'Only this computer knows this address. Open the panel at the network address that the server shows when it starts, so that the children’s phones can join.',
    projector: 'Show on the projector',
    choose: 'Open a page for all',
    chooseHint: 'All children are taken to this page, until you open another or set them free.',
    here: '{n} children here',
    keys: 'Keyboard shortcuts',
    keySpace: 'Space',
    next: 'Open the next page for all',
    pause: 'Eyes on me, or go on',
    full: 'Open the projector screen',
    help: 'See the first child who asks for help',
    this: 'Show this list',
    end: 'End this group?',
    endKept: 'Answers and finished pages are kept, and can be downloaded as CSV.',
    endGone: 'The children cannot go on in this group, and its code is no longer valid. This cannot be undone.',
    endYes: 'End the group',
    endNo: 'Go back',
  },
);

interface DialogProps {
  connection: Connection;
  open: boolean;
  onClose: () => void;
}

/** "ABC 234": two groups of letters are copied with fewer mistakes than one. */
export const spaced = (code: string): string => code.replace(/(.{3})(?=.)/g, '$1 ');

/** The join address as one says it: without what every browser adds, and without capitals that only the QR needs. */
export function spoken(url: string): string {
  const [, host, path = '', code] = /^https?:\/\/([^/]+)(.*\/)j\/(\w+)$/i.exec(url) ?? [];
  return host ? `${host.toLowerCase()}${path}j/${code}` : url;
}

/** Whether other devices cannot follow the address, because it names this very machine. */
export const isOnlyHere = (url: string): boolean => /^https?:\/\/(localhost(?=[:/])|127\.|\[::1\])/i.test(url);

export function JoinDialog({ connection, open, onClose }: DialogProps) {
  const group = connection.group.value;
  return (
    <Dialog open={open && group !== null} title={t('join')} onClose={onClose}>
      {group && (
        <div class="join">
          <p>{t('joinHow')}</p>
          <img src={`/api/live/groups/${group.id}/join.svg`} alt={t('qr')} />
          <p class="address">{spoken(group.join_url)}</p>
          <p class="code">{spaced(group.code)}</p>
          {isOnlyHere(group.join_url) && <p class="problem">{t('onlyHere')}</p>}
          <ButtonLink look="primary" icon="projector" href={projectorOf(group.id)} target={`projector-${group.id}`}>
            {t('projector')}
          </ButtonLink>
        </div>
      )}
    </Dialog>
  );
}

export function PageDialog({ connection, open, onClose }: DialogProps) {
  const manifest = connection.manifest.value;
  const choose = (page: string) => {
    connection.order({ do: 'open_page', page });
    onClose();
  };
  return (
    <Dialog open={open && manifest !== null} title={t('choose')} onClose={onClose} wide>
      <p class="hint">{t('chooseHint')}</p>
      {manifest && <PageList connection={connection} manifest={manifest} onChoose={choose} />}
    </Dialog>
  );
}

interface PageListProps {
  connection: Connection;
  manifest: BookManifest;
  onChoose: (page: string) => void;
}

function PageList({ connection, manifest, onChoose }: PageListProps) {
  const rows = connection.room.value?.rows ?? [];
  const led = connection.room.value?.control.page;
  return (
    <ol class="page-list">
      {manifest.pages.map((page) => (
        <li key={page.id}>
          <button type="button" data-page={page.id} aria-current={led === page.id} onClick={() => onChoose(page.id)}>
            <PagePicture page={page} manifest={manifest} />
            <b>
              {pageWord(manifest, page.id)}: {bookText(page.scene.title, manifest)}
            </b>
            <span class="hint">
              {t('here', { n: rows.filter((row) => row.connected && row.page === page.id).length })}
            </span>
          </button>
        </li>
      ))}
    </ol>
  );
}

export function KeysDialog({ open, onClose }: Omit<DialogProps, 'connection'>) {
  const keys = [
    [t('keySpace'), t('next')],
    ['P', t('pause')],
    ['F', t('full')],
    ['H', t('help')],
    ['?', t('this')],
  ];
  return (
    <Dialog open={open} title={t('keys')} onClose={onClose}>
      <dl class="keys-list">
        {keys.map(([key, does]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

export function EndDialog({ connection, open, onClose }: DialogProps) {
  return (
    <Dialog open={open} title={t('end')} onClose={onClose}>
      <div class="end">
        <p>{t('endKept')}</p>
        <p>{t('endGone')}</p>
      </div>
      <footer>
        <Button onClick={onClose}>{t('endNo')}</Button>
        <Button
          look="danger"
          icon="end"
          pending={isPending(connection.orders.value, 'end')}
          onClick={() => connection.order({ do: 'end' })}
        >
          {t('endYes')}
        </Button>
      </footer>
    </Dialog>
  );
}

// The dialogs of a group's screen: the code to join, the page to open, the keys, and the end.
import './dialogs.css';
import { tallyPage } from '../core/tally.ts';
import type { BookManifest } from '../generated/api.ts';
import { faceName } from '../ui/animals.ts';
import { Button, Dialog } from '../ui/controls.tsx';
import { language, liveTexts } from '../ui/language.ts';
import type { Connection } from './connection.ts';
import type { GroupView } from './group-view.ts';
import { PagePicture } from './page-column.tsx';
import { LockButton, ProjectorLink } from './room-buttons.tsx';
import { bookText, childrenWord, pageWord } from './wording.ts';

const t = liveTexts(
  {
    join: 'Ajak anak-anak bergabung',
    joinHow: 'Arahkan kamera ponsel ke kode ini, atau buka alamat di bawahnya.',
    qr: 'Kode QR untuk bergabung',
    onlyHere:
      'Alamat ini hanya dikenal komputer ini. Buka panel dari alamat jaringan yang tampil saat server dinyalakan, agar ponsel anak-anak dapat bergabung.',
    choose: 'Buka halaman untuk semua',
    chooseHint: 'Semua anak dibawa ke halaman ini, sampai Anda membuka yang lain atau membebaskan mereka.',
    chooseOne: 'Buka halaman untuk {name}',
    chooseSome: 'Buka halaman untuk {children}',
    someHint: 'Hanya mereka yang dibawa ke halaman ini, sampai Anda membuka halaman untuk semua.',
    locked: 'Pintu terkunci: tidak ada anak baru yang dapat masuk. Yang sudah bergabung tetap dapat kembali.',
    here: '{children} di sini',
    pauseKey: 'Mata ke depan, atau lanjutkan',
    lockKey: 'Kunci pintu, atau buka',
    queue: 'Lihat antrean bantuan',
    keys: 'Tombol pintas',
    keySpace: 'Spasi',
    next: 'Halaman atau langkah berikutnya, untuk semua',
    full: 'Buka layar proyektor',
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
    choose: 'Open a page for all',
    chooseHint: 'All children are taken to this page, until you open another or set them free.',
    chooseOne: 'Open a page for {name}',
    chooseSome: 'Open a page for {children}',
    someHint: 'Only they are taken to this page, until you open a page for all.',
    locked: 'The door is locked: no new child can come in. Those who are in can come back.',
    here: '{children} here',
    pauseKey: 'Eyes on me, or go on',
    lockKey: 'Lock the door, or open it',
    queue: 'See who waits for help',
    keys: 'Keyboard shortcuts',
    keySpace: 'Space',
    next: 'The next page or step, for all',
    full: 'Open the projector screen',
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
  view: GroupView;
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

export function JoinDialog({ connection, view }: DialogProps) {
  const group = connection.group.value;
  const control = connection.room.value?.control;
  return (
    <Dialog
      open={view.opened.value?.kind === 'join' && group !== null && control !== undefined}
      title={t('join')}
      onClose={() => view.close('join')}
    >
      {group && control && (
        <div class="join">
          {control.locked ? (
            <p class="problem">{t('locked')}</p>
          ) : (
            <>
              <p>{t('joinHow')}</p>
              <img src={`/api/live/groups/${group.id}/join.svg`} alt={t('qr')} />
              <p class="address">{spoken(group.join_url)}</p>
            </>
          )}
          <p class="code">{spaced(group.code)}</p>
          {isOnlyHere(group.join_url) && <p class="problem">{t('onlyHere')}</p>}
          <div class="commands">
            <ProjectorLink id={group.id} />
            <LockButton connection={connection} control={control} worded />
          </div>
        </div>
      )}
    </Dialog>
  );
}

export function PageDialog({ connection, view }: DialogProps) {
  const manifest = connection.manifest.value;
  const opened = view.opened.value;
  const to = opened?.kind === 'page' ? opened.to : null;
  const choose = (page: string) => {
    connection.openPage(page, to && [...to]);
    view.stopChoosing();
    view.close('page');
  };
  return (
    <Dialog
      open={opened?.kind === 'page' && manifest !== null}
      title={pageTitle(connection, to)}
      onClose={() => view.close('page')}
      wide
    >
      <p class="hint">{t(to ? 'someHint' : 'chooseHint')}</p>
      {manifest && <PageList connection={connection} manifest={manifest} onChoose={choose} />}
    </Dialog>
  );
}

function pageTitle(connection: Connection, to: readonly string[] | null): string {
  if (!to) return t('choose');
  const one = to.length === 1 && connection.room.value?.rows.find((row) => row.learner.id === to[0]);
  if (one) return t('chooseOne', { name: faceName(one.learner, language.value) });
  return t('chooseSome', { children: childrenWord(to.length) });
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
            <span class="hint">{t('here', { children: childrenWord(tallyPage(rows, page.id).here) })}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}

export function KeysDialog({ view }: Omit<DialogProps, 'connection'>) {
  const keys = [
    [t('keySpace'), t('next')],
    ['P', t('pauseKey')],
    ['L', t('lockKey')],
    ['H', t('queue')],
    ['F', t('full')],
    ['?', t('this')],
  ];
  return (
    <Dialog open={view.opened.value?.kind === 'keys'} title={t('keys')} onClose={() => view.close('keys')}>
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

export function EndDialog({ connection, view }: DialogProps) {
  return (
    <Dialog open={view.opened.value?.kind === 'end'} title={t('end')} onClose={() => view.close('end')}>
      <div class="end">
        <p>{t('endKept')}</p>
        <p>{t('endGone')}</p>
      </div>
      <footer>
        <Button onClick={() => view.close('end')}>{t('endNo')}</Button>
        <Button
          look="danger"
          icon="end"
          pending={connection.isPending('end')}
          onClick={() => connection.order({ do: 'end' })}
        >
          {t('endYes')}
        </Button>
      </footer>
    </Dialog>
  );
}

// A picture's place: what is there, and the ways to another one, sent from here or taken from the library.
import './picture-chooser.css';
import './upload.css';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Button, problemText } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import { Sign } from '../ui/signs.tsx';
import { AssetShelf } from './asset-shelf.tsx';
import { type ReadyAsset, uploadAsset } from './upload.ts';

const t = liveTexts(
  {
    upload: 'Unggah gambar',
    replace: 'Ganti gambar',
    kinds: 'PNG, JPEG, atau WebP. Boleh diseret ke tombol ini.',
    shelf: 'Pilih gambar dari perpustakaan',
    remove: 'Hapus gambar',
    sending: 'Mengirim {n}%',
    preparing: 'Menyiapkan gambar',
    other: 'Berkas ini bukan gambar. Pilih gambar PNG, JPEG, atau WebP.',
  },
  {
    upload: 'Upload a picture',
    replace: 'Replace the picture',
    kinds: 'PNG, JPEG or WebP. You may drop it on the button.',
    shelf: 'Choose a picture from the library',
    remove: 'Remove the picture',
    sending: 'Sending {n}%',
    preparing: 'Preparing the picture',
    other: 'This file is not a picture. Choose a PNG, JPEG or WebP.',
  },
);

/** As media types, so that phones offer their camera and turn what they keep in HEIC into JPEG. */
const ACCEPT = 'image/png,image/jpeg,image/webp';

interface PictureChooserProps {
  library: string;
  /** The picture that is there; null for none. */
  picture: ComponentChildren;
  /** May fail: then it is said here why. */
  onChoose: (asset: ReadyAsset) => void | Promise<void>;
  onRemove: () => void | Promise<void>;
  /** Told of every file that is on its way. */
  hold?: (work: Promise<void>) => Promise<void>;
}

export function PictureChooser({ library, picture, onChoose, onRemove, hold }: PictureChooserProps) {
  const input = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLDivElement>(null);
  /** The part of the file that was sent; null while nothing is under way. */
  const [sent, setSent] = useState<number | null>(null);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState('');
  const [shelf, setShelf] = useState(false);
  const [left] = useState(() => new AbortController());
  // Who leaves gives up what was still on its way: it must not arrive later, behind another.
  useEffect(() => () => left.abort(), []);
  const label = t(picture ? 'replace' : 'upload');

  const doing = async (act: () => void | Promise<void>) => {
    setProblem('');
    setPending(true);
    try {
      await act();
    } catch (refusal) {
      setProblem(refusal instanceof NoPicture ? t('other') : problemText(refusal));
    }
    setPending(false);
    setSent(null);
  };
  const send = async (file: File) => {
    const work = doing(async () => {
      setSent(0);
      const asset = await uploadPicture(library, file, setSent, left.signal);
      left.signal.throwIfAborted();
      await onChoose(asset);
    });
    await (hold?.(work) ?? work);
    if (input.current) input.current.value = '';
  };
  const remove = () =>
    doing(async () => {
      await onRemove();
      // The button that was pressed is gone; the next thing to do is beside it.
      button.current?.querySelector('button')?.focus();
    });

  return (
    <div class="picture-chooser">
      <input
        ref={input}
        hidden
        type="file"
        accept={ACCEPT}
        onChange={({ currentTarget: { files } }) => files?.[0] && void send(files[0])}
      />
      {picture}
      <div class="upload-does" ref={button}>
        <Button
          pending={pending}
          onClick={() => input.current!.click()}
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault();
            const file = event.dataTransfer?.files[0];
            if (file && !pending) void send(file);
          }}
        >
          <Sign name="upload" />
          {label}
        </Button>
        <Button aria-disabled={pending || undefined} onClick={() => !pending && setShelf(true)}>
          <Sign name="picture" />
          {t('shelf')}
        </Button>
        {picture && (
          <Button look="danger" aria-disabled={pending || undefined} onClick={() => !pending && void remove()}>
            <Sign name="remove" />
            {t('remove')}
          </Button>
        )}
      </div>
      {sent === null ? (
        !picture && <p class="hint">{t('kinds')}</p>
      ) : (
        <div class="way">
          <p role="status">{sent < 1 ? t('sending', { n: Math.round(sent * 100) }) : t('preparing')}</p>
          <progress max={1} value={sent < 1 ? sent : undefined} aria-label={label} />
        </div>
      )}
      <p class="problem" role="alert">
        {problem}
      </p>
      <AssetShelf
        library={library}
        kind="image"
        open={shelf}
        onClose={() => setShelf(false)}
        onChoose={(asset) => {
          setShelf(false);
          void doing(() => onChoose(asset));
        }}
      />
    </div>
  );
}

/** A model or a sound was sent where a picture is wanted; the library keeps it, this place does not take it. */
class NoPicture extends Error {}

async function uploadPicture(
  library: string,
  file: File,
  onPart: (part: number) => void,
  signal: AbortSignal,
): Promise<ReadyAsset> {
  // What a browser knows by name is not even sent; HEIC it calls a picture, and the server says what to do with it.
  if (file.type && !file.type.startsWith('image/')) throw new NoPicture();
  return uploadAsset(library, file, {
    onPart,
    signal,
    onStep: ({ kind, status }) => {
      if (kind !== 'image' && status !== 'refused') throw new NoPicture();
    },
  });
}

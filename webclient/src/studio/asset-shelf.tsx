// The models or the pictures that the library has already, to be used again.
import './upload.css';
import { useEffect, useState } from 'preact/hooks';
import type { StudioAsset } from '../generated/api.ts';
import { get } from '../net/http.ts';
import { Dialog, Field, Waiting } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import { Sign } from '../ui/signs.tsx';
import { nameFromFile } from './draft.ts';
import type { ReadyAsset } from './upload.ts';

const t = liveTexts(
  {
    models: 'Model di perpustakaan',
    pictures: 'Gambar di perpustakaan',
    noModels: 'Belum ada model di perpustakaan ini. Unggah yang pertama.',
    noPictures: 'Belum ada gambar di perpustakaan ini. Unggah yang pertama.',
    search: 'Cari',
    nothing: 'Tidak ada yang bernama begitu.',
    working: 'masih disiapkan',
    moves: 'bergerak',
  },
  {
    models: 'Models in the library',
    pictures: 'Pictures in the library',
    noModels: 'There is no model in this library yet. Upload the first.',
    noPictures: 'There is no picture in this library yet. Upload the first.',
    search: 'Search',
    nothing: 'None is called that.',
    working: 'still being prepared',
    moves: 'moves',
  },
);

/** From so many on they can be searched. */
const MANY = 9;

interface ShelfProps {
  library: string;
  kind: 'model' | 'image';
  open: boolean;
  onClose: () => void;
  onChoose: (asset: ReadyAsset) => void;
}

export function AssetShelf({ library, kind, open, onClose, onChoose }: ShelfProps) {
  return (
    <Dialog open={open} title={t(kind === 'model' ? 'models' : 'pictures')} onClose={onClose} wide>
      <Shelf library={library} kind={kind} onChoose={onChoose} />
    </Dialog>
  );
}

function Shelf({ library, kind, onChoose }: Pick<ShelfProps, 'library' | 'kind' | 'onChoose'>) {
  const [assets, setAssets] = useState<StudioAsset[]>();
  const [problem, setProblem] = useState<unknown>();
  const [wanted, setWanted] = useState('');
  const load = () => {
    setProblem(undefined);
    get<StudioAsset[]>(`/api/studio/libraries/${library}/assets?kind=${kind}`).then(setAssets, setProblem);
  };
  useEffect(load, [library, kind]);
  if (!assets) return <Waiting problem={problem} onRetry={load} />;
  if (assets.length === 0) return <p class="hint">{t(kind === 'model' ? 'noModels' : 'noPictures')}</p>;
  const found = assets.filter(({ name }) => nameFromFile(name).toLowerCase().includes(wanted.trim().toLowerCase()));
  return (
    <>
      {assets.length > MANY && (
        <Field
          label={t('search')}
          control={(ties) => (
            <input {...ties} type="search" value={wanted} onInput={(event) => setWanted(event.currentTarget.value)} />
          )}
        />
      )}
      {found.length === 0 && <p class="hint">{t('nothing')}</p>}
      <ul class="asset-shelf">
        {found.map((asset) => (
          <li key={asset.sha256}>
            <Tile asset={asset} onChoose={onChoose} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Tile({ asset, onChoose }: { asset: StudioAsset; onChoose: (asset: ReadyAsset) => void }) {
  const { file } = asset;
  const moves = (file?.animations.length ?? 0) > 0;
  return (
    <button type="button" disabled={!file} onClick={() => file && onChoose({ ...asset, file })}>
      <Poster asset={asset} />
      <b>{nameFromFile(asset.name)}</b>
      <span class="hint">{file ? moves && t('moves') : t('working')}</span>
    </button>
  );
}

/** A picture of the asset: at first the tiny one of its record, which lies under the real one until that has come. */
export function Poster({ asset }: { asset: Pick<StudioAsset, 'kind' | 'poster' | 'placeholder'> }) {
  const [come, setCome] = useState(false);
  const { kind, poster, placeholder } = asset;
  return (
    <span class="asset-picture">
      {!poster && <Sign name={kind === 'image' ? 'picture' : 'cube'} />}
      {poster && placeholder && !come && <img src={placeholder} alt="" />}
      {poster && <img src={poster} alt="" loading="lazy" onLoad={() => setCome(true)} />}
    </span>
  );
}

// A model on its way to the page: sent, then prepared step by step, or refused with a reason; or taken from the shelf.
import './upload.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { StudioAsset } from '../generated/api.ts';
import { announce, Button, Icon, problemText } from '../ui/controls.tsx';
import { liveTexts } from '../ui/language.ts';
import { Sign } from '../ui/signs.tsx';
import { AssetShelf } from './asset-shelf.tsx';
import { type Asked, ChooseModel } from './choose-model.tsx';
import { addNode, MOST_NODES, nameFromFile } from './draft.ts';
import type { Editing } from './editing.ts';
import { type ReadyAsset, uploadAsset } from './upload.ts';

const t = liveTexts(
  {
    upload: 'Unggah model',
    kinds:
      'GLB, OBJ, STL, PLY, 3MF, atau DAE; glTF dan OBJ bersama berkasnya dalam satu ZIP. Boleh diseret ke tombol ini.',
    sending: 'Mengirim {n}%',
    waiting: 'Menunggu giliran',
    gate: 'Memeriksa keamanan',
    convert: 'Membaca bentuknya',
    optimise: 'Meringankan untuk HP',
    fit: 'Menyesuaikan ukuran',
    validate: 'Memeriksa hasilnya',
    poster: 'Membuat gambar',
    steps: 'Menyiapkan model',
    leave: 'Anda boleh terus bekerja sementara ini berjalan.',
    arrived: 'Model {name} sudah di halaman.',
    shelf: 'Ambil dari perpustakaan',
    full: 'Halaman ini sudah berisi {n} model, yang terbanyak.',
  },
  {
    upload: 'Upload a model',
    kinds: 'GLB, OBJ, STL, PLY, 3MF or DAE; glTF and OBJ with their files in one ZIP. You may drop it on the button.',
    sending: 'Sending {n}%',
    waiting: 'Waiting its turn',
    gate: 'Checking that it is safe',
    convert: 'Reading its shape',
    optimise: 'Making it light for phones',
    fit: 'Fitting its size',
    validate: 'Checking the result',
    poster: 'Making a picture',
    steps: 'Preparing the model',
    leave: 'You may go on working meanwhile.',
    arrived: 'The model {name} is on the page.',
    shelf: 'Take one from the library',
    full: 'This page has {n} models, which is the most.',
  },
);

const ACCEPT = '.glb,.gltf,.zip,.obj,.stl,.ply,.3mf,.dae,model/gltf-binary';
export const steps = ['gate', 'convert', 'optimise', 'fit', 'validate', 'poster'] as const;

/** What is under way: a part of the file is sent, or the server works on it. */
type Under = { readonly sent: number } | Pick<StudioAsset, 'step' | 'problem'>;

export function UploadModel({ editing }: { editing: Editing }) {
  const input = useRef<HTMLInputElement>(null);
  const [under, setUnder] = useState<Under | null>(null);
  const [problem, setProblem] = useState('');
  const [shelf, setShelf] = useState(false);
  const [asked, setAsked] = useState<Asked | null>(null);
  const { nodes } = editing.scene.value;
  const [left] = useState(() => new AbortController());
  useEffect(() => () => left.abort(), []);

  const stand = (asset: ReadyAsset, name: string) => {
    if (editing.scene.value.nodes.length >= MOST_NODES) return;
    editing.learn(asset);
    const named = name ? Object.fromEntries(editing.languages.map((tag) => [tag, name])) : {};
    editing.edit((scene) => addNode(scene, asset.sha256, named, asset.file.animations[0] ?? null));
    editing.selected.value = editing.scene.value.nodes.at(-1)!.id;
    announce(t('arrived', { name }));
  };
  const send = async (file: File) => {
    setProblem('');
    setUnder({ sent: 0 });
    try {
      let { name } = file;
      const asset = await uploadAsset(editing.book.library_id, file, {
        signal: left.signal,
        onPart: (sent) => setUnder({ sent }),
        onStep: ({ step, problem }) => setUnder({ step, problem }),
        choose: async (models) => {
          const chosen = await new Promise<string | null>((answer) => setAsked({ models, answer }));
          setAsked(null);
          name = chosen?.split('/').at(-1) ?? name;
          return chosen;
        },
      });
      left.signal.throwIfAborted();
      stand(asset, nameFromFile(name));
    } catch (refusal) {
      setProblem(problemText(refusal));
    }
    setUnder(null);
    if (input.current) input.current.value = '';
  };
  if (nodes.length >= MOST_NODES) return <p class="hint">{t('full', { n: MOST_NODES })}</p>;
  return (
    <div class="upload">
      <input
        ref={input}
        class="spoken"
        type="file"
        accept={ACCEPT}
        aria-label={t('upload')}
        tabIndex={-1}
        onChange={({ currentTarget: { files } }) => files?.[0] && void editing.hold(send(files[0]))}
      />
      <div class="upload-does">
        <Button
          look={nodes.length === 0 ? 'primary' : 'plain'}
          pending={under !== null}
          onClick={() => input.current!.click()}
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault();
            const file = event.dataTransfer?.files[0];
            if (file && !under) void editing.hold(send(file));
          }}
        >
          <Sign name="upload" />
          {t('upload')}
        </Button>
        <Button onClick={() => setShelf(true)}>
          <Sign name="cube" />
          {t('shelf')}
        </Button>
      </div>
      {under === null && <p class="hint">{t('kinds')}</p>}
      {under !== null && <Way under={under} />}
      <p class="problem" role="alert">
        {problem}
      </p>
      <ChooseModel asked={asked} />
      <AssetShelf
        kind="model"
        library={editing.book.library_id}
        open={shelf}
        onClose={() => setShelf(false)}
        onChoose={(asset) => {
          setShelf(false);
          stand(asset, nameFromFile(asset.name));
        }}
      />
    </div>
  );
}

/** How far it has come, as a list of which one step after the other is ticked. */
function Way({ under }: { under: Under }) {
  if ('sent' in under) {
    const sent = Math.round(under.sent * 100);
    return (
      <div class="way" role="status">
        <p>{t('sending', { n: sent })}</p>
        <progress max={1} value={under.sent} aria-label={t('upload')} />
      </div>
    );
  }
  const at = under.step ? steps.indexOf(under.step) : -1;
  return (
    <div class="way">
      <p role="status">{t(under.step ?? 'waiting')}</p>
      <progress max={steps.length} value={at < 0 ? undefined : at} aria-label={t('steps')} />
      <ol>
        {steps.map((step, place) => (
          <li key={step} class={place < at ? 'done' : place === at ? 'now' : ''}>
            {place < at && <Icon name="check" />}
            {t(step)}
          </li>
        ))}
      </ol>
      {under.problem && <p class="problem">{under.problem.message}</p>}
      <p class="hint">{t('leave')}</p>
    </div>
  );
}

// The models on the page: uploading one, naming it, its numbers, its movement.
import { useRef, useState } from 'preact/hooks';
import type { ModelNode } from '../generated/scene.ts';
import { announce, Button, Field, problemText } from '../ui/controls.tsx';
import { localized } from '../ui/i18n.ts';
import { language, liveTexts } from '../ui/language.ts';
import { Sign } from '../ui/signs.tsx';
import { CreditForm } from './credit-form.tsx';
import { addNode, changeNode, MOST_NODES, nameFromFile, removeNode } from './draft.ts';
import type { Editing } from './editing.ts';
import { NumberField } from './number-field.tsx';
import { SpokenField } from './spoken-field.tsx';
import { uploadAsset } from './upload.ts';

const t = liveTexts(
  {
    upload: 'Unggah model (GLB)',
    sending: 'Mengirim {n}%',
    checking: 'Memeriksa model…',
    arrived: 'Model {name} sudah di halaman.',
    which: 'Model di halaman ini',
    unnamed: 'tanpa nama',
    name: 'Nama',
    nameHint: 'Disebut oleh pembaca layar dan dalam tugas.',
    right: 'Kanan (mm)',
    up: 'Atas (mm)',
    near: 'Depan (mm)',
    size: 'Ukuran (mm)',
    turn: 'Putar (°)',
    tip: 'Miring depan (°)',
    lean: 'Miring samping (°)',
    movement: 'Gerakan',
    none: 'Diam',
    when: 'Kapan bergerak',
    loop: 'Terus-menerus',
    tap: 'Saat diketuk',
    remove: 'Hapus model',
    middle: 'Ke tengah',
  },
  {
    upload: 'Upload a model (GLB)',
    sending: 'Sending {n}%',
    checking: 'Checking the model…',
    arrived: 'The model {name} is on the page.',
    which: 'Models on this page',
    unnamed: 'no name',
    name: 'Name',
    nameHint: 'Said by screen readers, and in tasks.',
    right: 'Right (mm)',
    up: 'Up (mm)',
    near: 'Near (mm)',
    size: 'Size (mm)',
    turn: 'Turn (°)',
    tip: 'Tip forward (°)',
    lean: 'Lean aside (°)',
    movement: 'Movement',
    none: 'Still',
    when: 'When it moves',
    loop: 'All the time',
    tap: 'When tapped',
    remove: 'Delete the model',
    middle: 'To the middle',
  },
);

export function ModelsSection({ editing }: { editing: Editing }) {
  const { nodes } = editing.scene.value;
  const chosen = nodes.find(({ id }) => id === editing.selected.value);
  return (
    <>
      {nodes.length > 0 && (
        <fieldset class="models">
          <legend class="spoken">{t('which')}</legend>
          {nodes.map((node) => (
            <Button
              key={node.id}
              aria-pressed={node.id === editing.selected.value}
              onClick={() => {
                editing.selected.value = node.id;
              }}
            >
              <Sign name="cube" />
              {localized(node.name, language.value, editing.languages) || <i>{t('unnamed')}</i>}
            </Button>
          ))}
        </fieldset>
      )}
      {chosen && <ModelForm key={chosen.id} editing={editing} node={chosen} at={nodes.indexOf(chosen)} />}
      {nodes.length < MOST_NODES && <Upload editing={editing} />}
    </>
  );
}

function Upload({ editing }: { editing: Editing }) {
  const input = useRef<HTMLInputElement>(null);
  const [part, setPart] = useState<number | null>(null);
  const [problem, setProblem] = useState('');
  const send = async (file: File) => {
    setProblem('');
    setPart(0);
    try {
      const asset = await uploadAsset(editing.book.library_id, file, setPart);
      const name = nameFromFile(file.name);
      editing.learn(asset);
      const named = name ? Object.fromEntries(editing.languages.map((tag) => [tag, name])) : {};
      editing.edit((scene) => addNode(scene, asset.sha256, named, asset.file.animations[0] ?? null));
      editing.selected.value = editing.scene.value.nodes.at(-1)!.id;
      announce(t('arrived', { name }));
    } catch (refusal) {
      setProblem(problemText(refusal));
    }
    setPart(null);
    input.current!.value = '';
  };
  return (
    <div class="upload">
      <input
        ref={input}
        class="spoken"
        type="file"
        accept=".glb,model/gltf-binary"
        aria-label={t('upload')}
        tabIndex={-1}
        onChange={({ currentTarget: { files } }) => files?.[0] && void send(files[0])}
      />
      <Button
        look={editing.scene.value.nodes.length === 0 ? 'primary' : 'plain'}
        pending={part !== null}
        onClick={() => input.current!.click()}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          const file = event.dataTransfer?.files[0];
          if (file && part === null) void send(file);
        }}
      >
        <Sign name="upload" />
        {part === null ? t('upload') : part < 1 ? t('sending', { n: Math.round(part * 100) }) : t('checking')}
      </Button>
      {part !== null && <progress max={1} value={part < 1 ? part : undefined} aria-label={t('upload')} />}
      <p class="problem" role="alert">
        {problem}
      </p>
    </div>
  );
}

function ModelForm({ editing, node, at }: { editing: Editing; node: ModelNode; at: number }) {
  const change = (part: Partial<ModelNode>, about = '') =>
    editing.edit((scene) => changeNode(scene, node.id, part), about && `${about} ${node.id}`);
  const [x, y, z] = node.position;
  const [tip, turn, lean] = node.rotation;
  const animations = editing.files.value[node.asset]?.animations ?? [];
  return (
    <div class="model-form" data-where={`nodes.${at}.asset`} tabIndex={-1}>
      <SpokenField
        editing={editing}
        label={t('name')}
        hint={t('nameHint')}
        where={`nodes.${at}.name`}
        value={node.name}
        onChange={(name) => change({ name }, 'name')}
      />
      <div class="numbers">
        <NumberField label={t('size')} value={node.size} onChange={(size) => change({ size }, 'size')} />
        <NumberField label={t('right')} value={x} onChange={(value) => change({ position: [value, y, z] }, 'x')} />
        <NumberField label={t('near')} value={z} onChange={(value) => change({ position: [x, y, value] }, 'z')} />
        <NumberField label={t('up')} value={y} onChange={(value) => change({ position: [x, value, z] }, 'y')} />
        <NumberField
          label={t('turn')}
          step={5}
          value={turn}
          onChange={(v) => change({ rotation: [tip, v, lean] }, 'ry')}
        />
        <NumberField
          label={t('tip')}
          step={5}
          value={tip}
          onChange={(v) => change({ rotation: [v, turn, lean] }, 'rx')}
        />
        <NumberField
          label={t('lean')}
          step={5}
          value={lean}
          onChange={(v) => change({ rotation: [tip, turn, v] }, 'rz')}
        />
      </div>
      {animations.length > 0 && (
        <div class="pair">
          <Field
            label={t('movement')}
            control={(ties) => (
              <select
                {...ties}
                data-where={`nodes.${at}.animation`}
                value={node.animation ?? ''}
                onChange={(event) => change({ animation: event.currentTarget.value || null })}
              >
                <option value="">{t('none')}</option>
                {animations.map((name) => (
                  <option key={name} value={name}>
                    {name}
                  </option>
                ))}
              </select>
            )}
          />
          <Field
            label={t('when')}
            control={(ties) => (
              <select
                {...ties}
                value={node.play}
                disabled={node.animation === null}
                onChange={(event) => change({ play: event.currentTarget.value === 'tap' ? 'tap' : 'loop' })}
              >
                <option value="loop">{t('loop')}</option>
                <option value="tap">{t('tap')}</option>
              </select>
            )}
          />
        </div>
      )}
      {editing.assets.value[node.asset] && (
        <CreditForm editing={editing} asset={editing.assets.value[node.asset]!} where={`nodes.${at}.asset`} />
      )}
      <div class="model-does">
        <Button onClick={() => change({ position: [0, 0, 0], rotation: [0, 0, 0] })}>{t('middle')}</Button>
        <Button look="danger" onClick={() => editing.edit((scene) => removeNode(scene, node.id))}>
          <Sign name="remove" />
          {t('remove')}
        </Button>
      </div>
    </div>
  );
}

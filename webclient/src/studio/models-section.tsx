// The models on the page: their names, their numbers, their movement, and the way to more of them.
import type { ModelNode } from '../generated/scene.ts';
import { Button, Field } from '../ui/controls.tsx';
import { localized } from '../ui/i18n.ts';
import { language, liveTexts } from '../ui/language.ts';
import { Sign } from '../ui/signs.tsx';
import { changeNode, removeNode, taps } from './draft.ts';
import type { Editing } from './editing.ts';
import { NumberField } from './number-field.tsx';
import { SpokenField } from './spoken-field.tsx';
import { UploadModel } from './upload-model.tsx';
import { WeightReport } from './weight-report.tsx';

const t = liveTexts(
  {
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
    whenTapped: 'Saat diketuk',
    tapPlay: 'Bergerak, atau melompat',
    tapHop: 'Melompat',
    tapTurn: 'Berputar',
    tapRest: 'Diam saja',
    speaks: 'Sebutkan namanya saat diketuk',
    remove: 'Hapus model',
    middle: 'Ke tengah',
  },
  {
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
    whenTapped: 'When tapped',
    tapPlay: 'Move, or hop',
    tapHop: 'Hop',
    tapTurn: 'Turn around',
    tapRest: 'Rest',
    speaks: 'Say its name when tapped',
    remove: 'Delete the model',
    middle: 'To the middle',
  },
);

const tapNames = { play: 'tapPlay', hop: 'tapHop', turn: 'tapTurn', rest: 'tapRest' } as const;

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
      <UploadModel editing={editing} />
    </>
  );
}

function ModelForm({ editing, node, at }: { editing: Editing; node: ModelNode; at: number }) {
  const change = (part: Partial<ModelNode>, about = '') =>
    editing.edit((scene) => changeNode(scene, node.id, part), about && `${about} ${node.id}`);
  const [x, y, z] = node.position;
  const [tip, turn, lean] = node.rotation;
  const asset = editing.assets.value[node.asset];
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
      <div class="pair">
        <Field
          label={t('whenTapped')}
          control={(ties) => (
            <select
              {...ties}
              value={node.tap}
              onChange={({ currentTarget: { value } }) => {
                const tap = taps.find((known) => known === value);
                if (tap) change({ tap });
              }}
            >
              {taps.map((tap) => (
                <option key={tap} value={tap}>
                  {t(tapNames[tap])}
                </option>
              ))}
            </select>
          )}
        />
        <label class="tick">
          <input
            type="checkbox"
            checked={node.speaks}
            onChange={(event) => change({ speaks: event.currentTarget.checked })}
          />
          {t('speaks')}
        </label>
      </div>
      {asset && <WeightReport asset={asset} library={editing.book.library_id} />}
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

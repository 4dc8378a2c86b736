// The scene on its page: seen, and arranged by finger, keys or numbers.
import './desk.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../ui/controls.tsx';
import { language, liveTexts } from '../ui/language.ts';
import type { Desk } from './desk.ts';
import { changeNode, lightsOf } from './draft.ts';
import type { Editing } from './editing.ts';

const t = liveTexts(
  {
    canvas: 'Adegan di atas halaman',
    keys: 'Panah menggeser model yang dipilih, Page Up dan Page Down mengangkatnya, tanda kurung siku memutarnya, tambah dan kurang mengubah ukurannya.',
    front: 'Dari depan',
    above: 'Dari atas',
    noView: 'Peramban ini tidak dapat menampilkan 3D. Atur model dengan angka-angka di bawah.',
    empty: 'Unggah model, lalu geser, putar, dan ubah ukurannya di sini.',
    light: 'Cahaya',
    morning: 'Pagi',
    day: 'Siang',
    evening: 'Sore',
    night: 'Malam',
    hint: 'Ketuk model untuk memilihnya. Geser bagian kosong untuk berkeliling.',
  },
  {
    canvas: 'The scene on its page',
    keys: 'Arrows move the chosen model, Page Up and Page Down lift it, square brackets turn it, plus and minus change its size.',
    front: 'From the front',
    above: 'From above',
    noView: 'This browser cannot show 3D. Arrange the models with the numbers below.',
    empty: 'Upload a model, then move, turn and scale it here.',
    light: 'Light',
    morning: 'Morning',
    day: 'Day',
    evening: 'Evening',
    night: 'Night',
    hint: 'Tap a model to choose it. Drag an empty place to look around.',
  },
);

const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export function SceneSection({ editing }: { editing: Editing }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [desk, setDesk] = useState<Desk | null>(null);
  const [blind, setBlind] = useState(false);
  const { nodes, light } = editing.scene.value;

  useEffect(() => {
    let made: Desk | null = null;
    let gone = false;
    import('./desk.ts')
      .then(({ Desk: Made }) => {
        if (gone) return;
        made = new Made({
          canvas: canvas.current!,
          // Paper is white under every theme: so it lies on the table.
          colours: { paper: '#fffdf7', ink: '#1d2733', faint: '#8b93a0', accent: colour('--lagoon') },
          still: matchMedia('(prefers-reduced-motion: reduce)').matches,
          onSelect: (node) => {
            editing.selected.value = node;
          },
          onChange: (id, change) => {
            const now = editing.scene.value.nodes.find((node) => node.id === id);
            if (now) editing.edit((scene) => changeNode(scene, id, change(now)), `place ${id}`);
          },
        });
        made.mark(editing.marker);
        setDesk(made);
      })
      .catch(() => setBlind(true));
    return () => {
      gone = true;
      made?.dispose();
    };
  }, [editing]);

  useEffect(() => {
    desk?.light(light);
    desk?.show(nodes, editing.files.value, editing.selected.value);
  }, [desk, nodes, light, editing.files.value, editing.selected.value]);

  return (
    <div class="desk">
      <canvas ref={canvas} tabIndex={0} aria-label={`${t('canvas')}. ${t('keys')}`} key="desk" />
      {blind && <p class="desk-note">{t('noView')}</p>}
      {!blind && (
        <p class={`desk-note hint ${nodes.length === 0 ? 'empty' : ''}`}>{t(nodes.length === 0 ? 'empty' : 'hint')}</p>
      )}
      {!blind && (
        <label class="desk-light field">
          <span class="spoken">{t('light')}</span>
          <select
            data-where="light"
            value={light}
            onChange={({ currentTarget: { value } }) => {
              const chosen = lightsOf.find((known) => known === value);
              if (chosen) editing.edit((scene) => ({ ...scene, light: chosen }));
            }}
          >
            {lightsOf.map((known) => (
              <option key={known} value={known}>
                {t(known)}
              </option>
            ))}
          </select>
        </label>
      )}
      {!blind && (
        <div class="desk-views" lang={language.value}>
          <Button onClick={() => desk?.look('front')}>{t('front')}</Button>
          <Button onClick={() => desk?.look('above')}>{t('above')}</Button>
        </div>
      )}
    </div>
  );
}

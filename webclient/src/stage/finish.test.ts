import {
  Color,
  Group,
  Mesh,
  MeshBasicMaterial,
  MeshLambertMaterial,
  MeshPhysicalMaterial,
  MeshStandardMaterial,
  ShaderLib,
  Vector3,
} from 'three';
import { describe, expect, it } from 'vitest';
import { finish } from './finish.ts';
import { type Hour, moods } from './lights.ts';
import { mirroredRoom } from './metal.ts';

const hours = Object.keys(moods) as Hour[];
const [plain, fine] = [
  { plain: true, hour: 'day' },
  { plain: false, hour: 'day' },
] as const;

/** The shader that three.js is given for a material, from its own. */
function compiled(material: MeshStandardMaterial) {
  const { uniforms, vertexShader, fragmentShader } = ShaderLib.standard;
  const shader = { uniforms: { ...uniforms }, vertexShader, fragmentShader };
  material.onBeforeCompile(shader as never, undefined as never);
  return shader;
}

describe('plain materials', () => {
  it('R102 let through what is behind glass, the more the clearer it is', () => {
    const panes = [0, 0.5, 1].map((transmission) => new Mesh(undefined, new MeshPhysicalMaterial({ transmission })));
    finish(new Group().add(...panes), plain);
    const seen = panes.map(({ material }) => [material.transparent, material.opacity]);
    expect(panes[2]!.material).toBeInstanceOf(MeshLambertMaterial);
    expect(seen).toEqual([
      [false, 1],
      [true, 0.7],
      [true, 0.4],
    ]);
  });

  it('R102 keep colour, pattern and transparency, are shared as the fine ones were, and give way to these again', () => {
    const paper = new MeshStandardMaterial({
      metalness: 0,
      aoMapIntensity: 0.5,
      color: 0x336699,
      vertexColors: true,
      transparent: true,
      opacity: 0.4,
    });
    const unlit = new MeshBasicMaterial();
    const parts = [new Mesh(undefined, paper), new Mesh(undefined, [paper, unlit])] as const;
    const root = new Group().add(...parts);
    finish(root, plain);
    finish(root, plain);
    const made = parts[0].material;
    expect(made).toBeInstanceOf(MeshLambertMaterial);
    expect(made).toMatchObject({ vertexColors: true, transparent: true, opacity: 0.4, aoMapIntensity: 0.5 });
    expect((made as unknown as MeshLambertMaterial).color.getHex()).toBe(0x336699);
    expect(parts[1].material).toEqual([made, unlit]);
    finish(root, fine);
    expect(parts[0].material).toBe(paper);
    expect(parts[1].material).toEqual([paper, unlit]);
  });
});

describe('metal', () => {
  it('R102 is drawn as plainly as paper is where that is asked for, in its own colour', () => {
    const gold = new MeshStandardMaterial({ metalness: 1, color: 0xffd080 });
    const part = new Mesh(undefined, gold);
    finish(new Group().add(part), plain);
    expect(part.material).toBeInstanceOf(MeshLambertMaterial);
    expect(part.material.color.getHex()).toBe(0xffd080);
  });

  it('R120 alone is given a room to mirror, each hour its own, and the material that was read stays as it was', () => {
    const [steel, paper] = [new MeshStandardMaterial({ metalness: 1 }), new MeshStandardMaterial({ metalness: 0.1 })];
    const [bot, figure] = [new Mesh(undefined, steel), new Mesh(undefined, paper)];
    const root = new Group().add(bot, figure);
    const seen = hours.map((hour) => {
      finish(root, { plain: false, hour });
      return bot.material;
    });
    expect(figure.material).toBe(paper);
    expect(new Set([steel, ...seen]).size).toBe(hours.length + 1);
    expect(compiled(steel).fragmentShader).toBe(ShaderLib.standard.fragmentShader);
    finish(root, { plain: false, hour: hours[0]! });
    expect(bot.material).toBe(seen[0]);
  });

  it('R120 finds in the shader of this three.js both places that it changes, and all that it reads there', () => {
    const part = new Mesh(undefined, new MeshStandardMaterial({ metalness: 1 }));
    finish(new Group().add(part), fine);
    const { fragmentShader, uniforms } = compiled(part.material);
    expect(fragmentShader).toContain('vec3 mirrored(');
    expect(fragmentShader).toContain('radiance += mirrored(');
    for (const [name, value] of Object.entries(mirroredRoom('day'))) {
      expect(uniforms[name], name).toEqual({ value });
      expect(fragmentShader).toMatch(new RegExp(`uniform vec[23] [^;]*\\b${name}\\b`));
    }
  });

  it('R120 mirrors a room about as bright as paper is in that hour', () => {
    for (const hour of hours) {
      const { above, below, lamp } = mirroredRoom(hour);
      const { sky, lamp: source, from } = moods[hour];
      const light = ({ r, g, b }: Color) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
      const upright = new Vector3(...from).normalize().y;
      // White, lying, by Lambert's law.
      const paper = (light(new Color(sky[0])) * sky[2] + light(new Color(source[0])) * source[1] * upright) / Math.PI;
      for (const part of [above, below]) {
        expect(light(part) / paper, hour).toBeGreaterThan(0.4);
        expect(light(part) / paper, hour).toBeLessThan(2);
      }
      expect(light(lamp), hour).toBeGreaterThan(light(below));
    }
  });
});

// The page on which a scene is arranged: a sheet in its true size, with its marker in the middle and rulers at its edges.
import { CanvasTexture, Group, Mesh, MeshBasicMaterial, PlaneGeometry, SRGBColorSpace } from 'three';
import { ringCells, SQUARE, WHOLE, wordBits } from '../core/ring13.ts';
import { shadowCatcher } from '../stage/paper.ts';

export interface RuledColours {
  readonly paper: string;
  readonly ink: string;
  readonly faint: string;
}

/** A5 lying, mm: what an open picture book gives a scene. */
export const [PAGE_WIDTH, PAGE_DEPTH] = [210, 148];
/** Side of the marker that is drawn, mm. */
const MARKER = 60;
/** Px a mm. */
const FINE = 7;
/** Shown where the page has no marker yet. */
const EXAMPLE = 'daf51b09d1da';

/** `word`: the page's own, as 12 hexadecimal digits. */
export function ruledPaper(word: string | null, colours: RuledColours): Group {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [PAGE_WIDTH * FINE, PAGE_DEPTH * FINE];
  const pen = canvas.getContext('2d')!;
  pen.fillStyle = colours.paper;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.translate(canvas.width / 2, canvas.height / 2);
  pen.scale(FINE, FINE);
  drawRulers(pen, colours);
  drawMarker(pen, word ?? EXAMPLE, word === null);
  const map = new CanvasTexture(canvas);
  map.colorSpace = SRGBColorSpace;
  map.anisotropy = 8;
  const group = new Group();
  const page = new Mesh(new PlaneGeometry(PAGE_WIDTH, PAGE_DEPTH), new MeshBasicMaterial({ map, toneMapped: false }));
  page.rotation.x = -Math.PI / 2;
  group.add(page, shadowCatcher(PAGE_WIDTH * 2, PAGE_DEPTH * 2, 0.2));
  return group;
}

/** Ticks for every millimetre from the marker's middle, along the near and the left edge. */
function drawRulers(pen: CanvasRenderingContext2D, { faint, ink }: RuledColours): void {
  const [right, near] = [PAGE_WIDTH / 2, PAGE_DEPTH / 2];
  pen.strokeStyle = faint;
  pen.fillStyle = ink;
  pen.lineWidth = 0.18;
  pen.strokeRect(-right + 0.1, -near + 0.1, PAGE_WIDTH - 0.2, PAGE_DEPTH - 0.2);
  pen.font = '3.4px "Atkinson Hyperlegible", sans-serif';
  pen.textBaseline = 'middle';
  pen.beginPath();
  for (let mm = -right + 1; mm < right; mm++) {
    const whole = Math.round(mm);
    const length = whole % 10 === 0 ? 4 : whole % 5 === 0 ? 2.8 : 1.6;
    pen.moveTo(whole, near);
    pen.lineTo(whole, near - length);
    if (whole % 20 === 0 && Math.abs(whole) < right - 8) {
      pen.textAlign = 'center';
      pen.fillText(String(whole), whole, near - 6.4);
    }
  }
  for (let mm = -near + 1; mm < near; mm++) {
    const length = mm % 10 === 0 ? 4 : mm % 5 === 0 ? 2.8 : 1.6;
    pen.moveTo(-right, mm);
    pen.lineTo(-right + length, mm);
    if (mm % 20 === 0 && Math.abs(mm) < near - 8) {
      pen.textAlign = 'left';
      pen.fillText(String(mm), -right + 5.2, mm);
    }
  }
  pen.stroke();
}

/** The ring as it is printed; of the QR code inside, which only the sheet has, the three corners and a note of dots. */
function drawMarker(pen: CanvasRenderingContext2D, word: string, faint: boolean): void {
  const unit = MARKER / WHOLE;
  const bits = wordBits(word);
  pen.save();
  pen.globalAlpha = faint ? 0.16 : 0.5;
  pen.scale(unit, unit);
  // The ring's cells are counted from the corner of the square inside.
  pen.translate(-SQUARE / 2, -SQUARE / 2);
  pen.fillStyle = '#000';
  ringCells().forEach(([x, y], place) => {
    if (!((bits >> BigInt(47 - place)) & 1n)) pen.fillRect(x, y, 1, 1);
  });
  pen.beginPath();
  pen.rect(-1, -1, SQUARE + 2, SQUARE + 2);
  pen.rect(0, 0, SQUARE, SQUARE);
  pen.fill('evenodd');
  drawCode(pen);
  pen.restore();
}

function drawCode(pen: CanvasRenderingContext2D): void {
  const module = SQUARE / 33;
  pen.scale(module, module);
  for (const [x, y] of [
    [4, 4],
    [22, 4],
    [4, 22],
  ] as const) {
    pen.beginPath();
    pen.rect(x, y, 7, 7);
    pen.rect(x + 1, y + 1, 5, 5);
    pen.rect(x + 2, y + 2, 3, 3);
    pen.fill('evenodd');
  }
  for (let i = 4; i < 29; i++) {
    for (let j = 4; j < 29; j++) {
      const corner = (i < 12 && j < 12) || (i < 12 && j > 20) || (i > 20 && j < 12);
      if (!corner && (i * i * 7 + j * 13 + i * j * 3) % 5 < 2) pen.fillRect(i, j, 1, 1);
    }
  }
}

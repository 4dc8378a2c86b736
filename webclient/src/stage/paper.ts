// The sheet that a scene stands on when there is no printed page, and the ground that catches shadows on a real one.
import {
  type Box3,
  CanvasTexture,
  DoubleSide,
  Group,
  Mesh,
  MeshBasicMaterial,
  PlaneGeometry,
  ShadowMaterial,
  Shape,
  ShapeGeometry,
  SRGBColorSpace,
  Vector3,
} from 'three';

/** Colours of a sheet, as CSS writes them. */
export interface PaperColours {
  readonly paper: string;
  readonly line: string;
  readonly shade: string;
}

/** Smallest sheet, mm: about a page of a small book, lying. */
const [WIDTH, DEPTH] = [130, 100];
const MARGIN = 24;
const CORNER = 5;
/** Texture px a mm: enough for a hairline on a phone. */
const FINE = 4;

/** A sheet that holds everything in `bounds`, with a printed frame, on top of another, and its soft shade below. */
export function sheet(bounds: Box3, colours: PaperColours): Group {
  const size = bounds.isEmpty() ? new Vector3() : bounds.getSize(new Vector3());
  const [width, depth] = [Math.max(WIDTH, size.x + 2 * MARGIN), Math.max(DEPTH, size.z + 2 * MARGIN)];
  const group = new Group();
  if (!bounds.isEmpty()) group.position.copy(bounds.getCenter(new Vector3()).setY(0));
  const upper = leaf(width, depth, colours, true);
  const lower = leaf(width, depth, colours, false);
  lower.rotation.y = 0.025;
  lower.position.y = -0.8;
  const shade = softShade(width, depth, colours.shade);
  shade.position.y = -1.6;
  group.add(upper, lower, shade);
  return group;
}

function leaf(width: number, depth: number, colours: PaperColours, printed: boolean): Group {
  const [w, d] = [width / 2, depth / 2];
  const shape = new Shape();
  shape.moveTo(-w + CORNER, -d);
  shape.lineTo(w - CORNER, -d).quadraticCurveTo(w, -d, w, -d + CORNER);
  shape.lineTo(w, d - CORNER).quadraticCurveTo(w, d, w - CORNER, d);
  shape.lineTo(-w + CORNER, d).quadraticCurveTo(-w, d, -w, d - CORNER);
  shape.lineTo(-w, -d + CORNER).quadraticCurveTo(-w, -d, -w + CORNER, -d);
  const geometry = new ShapeGeometry(shape, 6);
  const position = geometry.getAttribute('position');
  const uv = geometry.getAttribute('uv');
  for (let i = 0; i < uv.count; i++) uv.setXY(i, position.getX(i) / width + 0.5, position.getY(i) / depth + 0.5);
  // Unlit paper stays the colour of the page around it; only the shadow on it is light.
  const material = new MeshBasicMaterial({ map: print(width, depth, colours, printed), toneMapped: false });
  const group = new Group();
  const flat = new Mesh(geometry, material);
  flat.rotation.x = -Math.PI / 2;
  group.add(flat);
  if (printed) group.add(shadowCatcher(width, depth, 0.2));
  return group;
}

/** What is printed on a sheet: a fine double frame, and specks of fibre. */
function print(width: number, depth: number, colours: PaperColours, printed: boolean): CanvasTexture {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [Math.round(width * FINE), Math.round(depth * FINE)];
  const pen = canvas.getContext('2d')!;
  pen.fillStyle = colours.paper;
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.strokeStyle = colours.line;
  if (printed) {
    for (const [inset, line] of [
      [7, 0.7],
      [8.8, 0.3],
    ] as const) {
      pen.lineWidth = line * FINE;
      const at = inset * FINE;
      pen.strokeRect(at, at, canvas.width - 2 * at, canvas.height - 2 * at);
    }
    fibres(pen, canvas.width, canvas.height, colours.line);
  } else {
    pen.lineWidth = FINE;
    pen.strokeRect(0, 0, canvas.width, canvas.height);
  }
  const texture = new CanvasTexture(canvas);
  texture.colorSpace = SRGBColorSpace;
  texture.anisotropy = 8;
  return texture;
}

function fibres(pen: CanvasRenderingContext2D, width: number, height: number, colour: string): void {
  pen.globalAlpha = 0.35;
  pen.strokeStyle = colour;
  pen.lineWidth = 1;
  // The golden ratio spreads them evenly without chance: the same sheet each time.
  for (let i = 1; i < 140; i++) {
    const [x, y] = [((i * 0.618034) % 1) * width, ((i * 0.754878) % 1) * height];
    const angle = i * 2.4;
    pen.beginPath();
    pen.moveTo(x, y);
    pen.lineTo(x + Math.cos(angle) * (4 + (i % 7)), y + Math.sin(angle) * (4 + (i % 5)));
    pen.stroke();
  }
  pen.globalAlpha = 1;
}

/** Ground that shows nothing but the shadow on it, so that a figure stands on the printed page and does not float. */
export function shadowCatcher(width: number, depth: number, strength: number): Mesh {
  const ground = new Mesh(new PlaneGeometry(width, depth), new ShadowMaterial({ opacity: strength, color: 0x2a1c0c }));
  ground.rotation.x = -Math.PI / 2;
  ground.position.y = 0.15;
  ground.receiveShadow = true;
  return ground;
}

function softShade(width: number, depth: number, colour: string): Mesh {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 256;
  const pen = canvas.getContext('2d')!;
  pen.filter = 'blur(14px)';
  pen.fillStyle = colour;
  pen.fillRect(40, 40, 176, 176);
  const material = new MeshBasicMaterial({
    map: new CanvasTexture(canvas),
    transparent: true,
    opacity: 0.28,
    depthWrite: false,
    toneMapped: false,
  });
  const shade = new Mesh(new PlaneGeometry(width * 1.4, depth * 1.4), material);
  shade.rotation.x = -Math.PI / 2;
  return shade;
}

/** A ring drawn on the page around a figure that was found. */
export function ring(radius: number, colour: string): Mesh<ShapeGeometry, MeshBasicMaterial> {
  const shape = new Shape().absarc(0, 0, radius, 0, 2 * Math.PI, false);
  shape.holes.push(new Shape().absarc(0, 0, radius * 0.86, 0, 2 * Math.PI, true));
  const material = new MeshBasicMaterial({ color: colour, transparent: true, side: DoubleSide, toneMapped: false });
  const mesh = new Mesh(new ShapeGeometry(shape, 32), material);
  mesh.rotation.x = -Math.PI / 2;
  mesh.position.y = 0.4;
  return mesh;
}

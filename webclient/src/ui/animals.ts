// How a learner looks on every screen: an animal's face on a badge whose shape says the colour again.
import type { LearnerFace } from '../generated/protocol.ts';
import { fur } from './animal-parts.ts';
import * as furred from './animals-furred.ts';
import * as others from './animals-others.ts';
import type { InterfaceLanguage } from './i18n.ts';

export type Animal = LearnerFace['animal'];
export type Colour = LearnerFace['colour'];

/** Every animal of the protocol has its drawing: the compiler sees to it. */
const faces: Record<Animal, () => string> = {
  'sun-bear': furred.sunBear,
  orangutan: furred.orangutan,
  hornbill: others.hornbill,
  turtle: others.turtle,
  tiger: furred.tiger,
  elephant: furred.elephant,
  rhino: furred.rhino,
  tapir: furred.tapir,
  deer: furred.deer,
  'proboscis-monkey': furred.proboscisMonkey,
  loris: furred.loris,
  pangolin: furred.pangolin,
  otter: furred.otter,
  cat: furred.cat,
  buffalo: furred.buffalo,
  horse: furred.horse,
  rooster: others.rooster,
  duck: others.duck,
  owl: others.owl,
  frog: others.frog,
  crab: others.crab,
  fish: others.fish,
  dolphin: others.dolphin,
  butterfly: others.butterfly,
  bee: others.bee,
};

const at = (radius: number, turn: number): string => {
  const angle = 2 * Math.PI * turn;
  return `${(50 + radius * Math.sin(angle)).toFixed(1)} ${(50 - radius * Math.cos(angle)).toFixed(1)}`;
};

const flower = (petals: number): string =>
  `M${at(40, 0)}${Array.from({ length: petals }, (_, i) => `A16 16 0 0 1 ${at(40, (i + 1) / petals)}`).join('')}Z`;

const sun = (rays: number): string =>
  `M${Array.from({ length: 2 * rays }, (_, i) => at(i % 2 ? 42 : 50, i / (2 * rays))).join('L')}Z`;

/** Outline of the badge of each colour; all eight differ, so that nobody needs to tell hues apart. */
const badges: Record<Colour, string> = {
  orange: 'M50 2A48 48 0 1 1 50 98A48 48 0 1 1 50 2Z',
  sky: 'M50 1Q60 14 74 22Q95 36 95 56Q94 98 50 99Q6 98 5 56Q5 36 26 22Q40 14 50 1Z',
  green: 'M3 3L56 3Q97 6 97 50L97 97L44 97Q3 94 3 50Z',
  yellow: sun(14),
  blue: 'M16 4L84 4Q96 4 96 16L96 84Q96 96 84 96L16 96Q4 96 4 84L4 16Q4 4 16 4Z',
  vermilion: 'M44 3Q50 -2 56 3L97 44Q102 50 97 56L56 97Q50 102 44 97L3 56Q-2 50 3 44Z',
  purple: flower(8),
  grey: 'M27 5L73 5L99 50L73 95L27 95L1 50Z',
};

/** How large the face stands on each badge, and how far below the middle, as its outline leaves room. */
const room: Record<Colour, [scale: number, lower: number]> = {
  orange: [0.88, 0],
  sky: [0.84, 5],
  green: [0.9, 0],
  yellow: [0.84, 0],
  blue: [0.96, 0],
  vermilion: [0.8, 0],
  purple: [0.88, 0],
  grey: [0.86, 0],
};

/** Text of an SVG picture, 100 by 100 units, without a name: say `faceName` beside it. */
export function animalSvg(animal: Animal, colour: Colour): string {
  const [scale, lower] = room[colour];
  return (
    `<svg viewBox="0 0 100 100" aria-hidden="true" focusable="false" data-animal="${animal}" data-colour="${colour}">` +
    `<path d="${badges[colour]}" fill="var(--learner-${colour})"/>` +
    `<g transform="translate(50 ${50 + lower}) scale(${scale}) translate(-50 -52)" stroke="${fur.ink}"` +
    ` stroke-width="2.6" stroke-linejoin="round" stroke-linecap="round">${faces[animal]()}</g></svg>`
  );
}

/** The animal alone, for a book whose emblem it is; null when the emblem is none of ours. */
export function emblemSvg(emblem: string): string | null {
  if (!isAnimal(emblem)) return null;
  return (
    `<svg viewBox="0 0 100 100" aria-hidden="true" focusable="false"><g stroke="${fur.ink}" stroke-width="2.6"` +
    ` stroke-linejoin="round" stroke-linecap="round">${faces[emblem]()}</g></svg>`
  );
}

const isAnimal = (name: string): name is Animal => (animals as string[]).includes(name);

const animalNames: Record<InterfaceLanguage, Record<Animal, string>> = {
  id: {
    'sun-bear': 'beruang madu',
    orangutan: 'orangutan',
    hornbill: 'rangkong',
    turtle: 'penyu',
    tiger: 'harimau',
    elephant: 'gajah',
    rhino: 'badak',
    tapir: 'tapir',
    deer: 'rusa',
    'proboscis-monkey': 'bekantan',
    loris: 'kukang',
    pangolin: 'trenggiling',
    otter: 'berang-berang',
    cat: 'kucing',
    buffalo: 'kerbau',
    horse: 'kuda',
    rooster: 'ayam jago',
    duck: 'bebek',
    owl: 'burung hantu',
    frog: 'katak',
    crab: 'kepiting',
    fish: 'ikan',
    dolphin: 'lumba-lumba',
    butterfly: 'kupu-kupu',
    bee: 'lebah',
  },
  en: {
    'sun-bear': 'sun bear',
    orangutan: 'orangutan',
    hornbill: 'hornbill',
    turtle: 'turtle',
    tiger: 'tiger',
    elephant: 'elephant',
    rhino: 'rhino',
    tapir: 'tapir',
    deer: 'deer',
    'proboscis-monkey': 'proboscis monkey',
    loris: 'slow loris',
    pangolin: 'pangolin',
    otter: 'otter',
    cat: 'cat',
    buffalo: 'buffalo',
    horse: 'horse',
    rooster: 'rooster',
    duck: 'duck',
    owl: 'owl',
    frog: 'frog',
    crab: 'crab',
    fish: 'fish',
    dolphin: 'dolphin',
    butterfly: 'butterfly',
    bee: 'bee',
  },
};

const colourNames: Record<InterfaceLanguage, Record<Colour, string>> = {
  id: {
    orange: 'jingga',
    sky: 'biru muda',
    green: 'hijau',
    yellow: 'kuning',
    blue: 'biru',
    vermilion: 'merah',
    purple: 'ungu',
    grey: 'abu-abu',
  },
  en: {
    orange: 'orange',
    sky: 'light blue',
    green: 'green',
    yellow: 'yellow',
    blue: 'blue',
    vermilion: 'red',
    purple: 'purple',
    grey: 'grey',
  },
};

export const animalName = (animal: Animal, language: InterfaceLanguage): string => animalNames[language][animal];
export const colourName = (colour: Colour, language: InterfaceLanguage): string => colourNames[language][colour];

/** The name that a learner is called by: "Beruang madu jingga", "Orange sun bear". */
export function faceName(face: Pick<LearnerFace, 'animal' | 'colour'>, language: InterfaceLanguage): string {
  const animal = animalName(face.animal, language);
  const colour = colourName(face.colour, language);
  const name = language === 'id' ? `${animal} ${colour}` : `${colour} ${animal}`;
  return name.charAt(0).toUpperCase() + name.slice(1);
}

export const animals = Object.keys(faces) as Animal[];
export const colours = Object.keys(badges) as Colour[];

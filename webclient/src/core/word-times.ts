// A first guess of when each word is spoken: by the syllables it has and by the pauses that can be seen in the sound.
import { settled, spokenWords, type Times, type WordTime } from './narration.ts';
import { syllables } from './syllables.ts';

/** How loud a sound is over time: one number from 0 to 1 for each of the equal steps. */
export interface Levels {
  readonly values: ArrayLike<number>;
  readonly perSecond: number;
}

/** A stretch of the sound without a voice, ms. */
export type Pause = WordTime;

/** A shorter silence is a consonant that is held, not a pause, ms. */
const PAUSE = 160;
/** A shorter noise is a click or a breath, ms. */
const NOISE = 50;

/** Where nothing is spoken, in order, with the silence before the first word and after the last. */
export function pausesIn({ values, perSecond }: Levels): Pause[] {
  const step = 1000 / perSecond;
  const sorted = Float32Array.from(values).sort();
  const [quiet, loud] = [sorted[Math.floor(sorted.length * 0.1)] ?? 0, sorted[Math.floor(sorted.length * 0.9)] ?? 0];
  const threshold = Math.max(quiet + (loud - quiet) * 0.12, loud * 0.05, 1e-4);
  const runs: { from: number; to: number; voiced: boolean }[] = [];
  for (let i = 0; i < values.length; i++) {
    const voiced = values[i]! > threshold;
    const last = runs.at(-1);
    if (last?.voiced === voiced) last.to = i + 1;
    else runs.push({ from: i, to: i + 1, voiced });
  }
  const pauses: { from: number; to: number }[] = [];
  for (const { from, to, voiced } of runs) {
    if (voiced && (to - from) * step >= NOISE) continue;
    const last = pauses.at(-1);
    if (last?.to === from) last.to = to;
    else pauses.push({ from, to });
  }
  return pauses
    .filter(({ from, to }) => (to - from) * step >= PAUSE || from === 0 || to === values.length)
    .map(({ from, to }) => [from * step, to * step]);
}

/** How long a word takes, in syllables; in languages whose syllables are not known, by its groups of vowels. */
export function weight(word: string, language: string): number {
  const parts = syllables(word, language);
  const groups = word.match(/[aeiouyáéíóúàèìòùâêîôûäëïöüå]+/giu)?.length ?? 0;
  const digits = word.match(/\d/g)?.length ?? 0;
  if (!/[\p{L}\p{N}]/u.test(word)) return 0.05;
  return 0.4 + Math.max(1, parts.length > 1 ? parts.length : groups) + digits * 1.6;
}

type Rest = 'none' | 'comma' | 'stop';

interface Unit {
  readonly weight: number;
  /** What its punctuation asks for after it. */
  readonly rest: Rest;
}

const restAfter = (word: string): Rest =>
  /[.!?…]["”’)]*$/u.test(word) ? 'stop' : /[,;:–—]["”’)]*$/u.test(word) ? 'comma' : 'none';

/** What it costs that a pause is heard where the text has no sign, or none where it has one. */
const HEARD: Record<Rest, number> = { none: 0.8, comma: 0, stop: 0 };
const UNHEARD: Record<Rest, number> = { none: 0, comma: 0.5, stop: 2.5 };
/** What it costs to pass over a pause, by its length. */
const passedOver = ([from, to]: Pause): number => Math.min(3, ((to - from) / 400) ** 1.5);

/** So many pairs of units and pauses are all tried; of more only those this many units apart. */
const [FEW, NEARBY] = [600, 5];

/** The time that is spoken in, without the pauses. */
class Voiced {
  readonly #pauses: readonly Pause[];
  readonly #range: WordTime;

  constructor(pauses: readonly Pause[], range: WordTime) {
    this.#pauses = pauses;
    this.#range = range;
  }

  /** How much is spoken before this moment. */
  before(ms: number): number {
    const silent = this.#pauses.reduce((sum, [from, to]) => sum + Math.max(0, Math.min(to, ms) - from), 0);
    return Math.max(0, ms - this.#range[0] - silent);
  }

  /** The moment at which so much was spoken. */
  moment(spoken: number): number {
    let at = this.#range[0] + spoken;
    for (const [from, to] of this.#pauses) if (from < at) at += to - from;
    return Math.min(this.#range[1], at);
  }
}

/**
 * Which pause follows which unit, for the least cost; a unit without one is followed at once by the next. `pauses` lie
 * inside what is spoken. A path through the pairs of units and pauses, from left to right.
 */
function pair(units: readonly Unit[], pauses: readonly Pause[], range: WordTime): Map<number, Pause> {
  const voiced = new Voiced(pauses, range);
  const total = Math.max(1, voiced.before(range[1]));
  const weights = [0];
  const unheard = [0];
  for (const unit of units) {
    weights.push(weights.at(-1)! + unit.weight);
    unheard.push(unheard.at(-1)! + UNHEARD[unit.rest]);
  }
  const passed = [0];
  for (const pause of pauses) passed.push(passed.at(-1)! + passedOver(pause));
  const scale = total / Math.max(0.1, weights.at(-1)!);
  const spoken = pauses.map(([from]) => voiced.before(from));
  /** Cost of what lies between two pairs: its length against its syllables, and what was passed over. */
  const between = (unit: number, pause: number, toUnit: number, toPause: number): number => {
    const expected = (weights[toUnit + 1]! - weights[unit + 1]!) * scale;
    const real = (toPause < pauses.length ? spoken[toPause]! : total) - (pause < 0 ? 0 : spoken[pause]!);
    const off = Math.log((real + 80) / (expected + 80));
    return off * off * 6 + (unheard[toUnit]! - unheard[unit + 1]!) + (passed[toPause]! - passed[pause + 1]!);
  };
  interface Step {
    unit: number;
    pause: number;
    cost: number;
    from: Step | null;
  }
  const start: Step = { unit: -1, pause: -1, cost: 0, from: null };
  const steps = [start];
  const last = units.length - 1;
  // In a long story a pause is never many sentences away: only those nearby are looked at.
  const reach = units.length * pauses.length > FEW ? NEARBY : units.length;
  const best = (unit: number, pause: number): Step => {
    let found: Step = { unit, pause, cost: Number.POSITIVE_INFINITY, from: null };
    for (const from of steps) {
      if (from.unit >= unit || from.pause >= pause) continue;
      if (unit - from.unit > reach && from !== start && unit !== last) continue;
      const cost = from.cost + between(from.unit, from.pause, unit, pause);
      if (cost < found.cost) found = { unit, pause, cost, from };
    }
    return found;
  };
  for (let unit = 0; unit < last; unit++) {
    const here = pauses.map((_, pause) => best(unit, pause));
    for (const step of here) step.cost += HEARD[units[unit]!.rest];
    steps.push(...here);
  }
  const pairs = new Map<number, Pause>();
  for (let step = best(last, pauses.length).from; step?.from; step = step.from) {
    pairs.set(step.unit, pauses[step.pause]!);
  }
  return pairs;
}

/** When each unit is spoken. */
function spread(units: readonly Unit[], pauses: readonly Pause[], range: WordTime): WordTime[] {
  const pairs = pair(units, pauses, range);
  const times: WordTime[] = [];
  let first = 0;
  let begins = range[0];
  for (let unit = 0; unit < units.length; unit++) {
    const rest = pairs.get(unit);
    if (!rest && unit < units.length - 1) continue;
    const group: WordTime = [begins, rest ? rest[0] : range[1]];
    times.push(...proportioned(units.slice(first, unit + 1), pauses, group));
    [first, begins] = [unit + 1, rest ? rest[1] : range[1]];
  }
  return times;
}

/** Shares a stretch among its units by weight; a pause in it that belongs to none of them is not counted. */
function proportioned(units: readonly Unit[], pauses: readonly Pause[], range: WordTime): WordTime[] {
  const inside = pauses.filter(([from, to]) => from >= range[0] && to <= range[1]);
  const voiced = new Voiced(inside, range);
  const spoken = voiced.before(range[1]);
  const whole = units.reduce((sum, unit) => sum + unit.weight, 0);
  let before = 0;
  let at = range[0];
  return units.map(({ weight }, i): WordTime => {
    before += weight;
    const ends = i === units.length - 1 ? range[1] : voiced.moment((spoken * before) / whole);
    const time: WordTime = [at, ends];
    at = ends;
    return time;
  });
}

/** The part of `range` from the first voice to the last, and the pauses inside it. */
function heard(pauses: readonly Pause[], range: WordTime): { range: WordTime; pauses: Pause[] } {
  const inside = pauses
    .map(([from, to]): Pause => [Math.max(from, range[0]), Math.min(to, range[1])])
    .filter(([from, to]) => to > from);
  const from = inside[0] && inside[0][0] <= range[0] ? inside[0][1] : range[0];
  const last = inside.at(-1);
  const to = last && last[1] >= range[1] && last[0] > from ? last[0] : range[1];
  if (to <= from) return { range, pauses: [] };
  return { range: [from, to], pauses: inside.filter(([a, b]) => a > from && b < to) };
}

/** The words of one sentence that is spoken somewhere in `range`, ms. */
export function guessSentence(
  sentence: string,
  language: string,
  pauses: readonly Pause[],
  range: WordTime,
): WordTime[] {
  const units = spokenWords(sentence).map((word) => ({ weight: weight(word, language), rest: restAfter(word) }));
  if (units.length === 0) return [];
  const voice = heard(pauses, range);
  return spread(units, voice.pauses, voice.range);
}

/** The words of a whole story that is read from its beginning to its end in one sound of `length` ms. */
export function guess(sentences: readonly string[], language: string, pauses: readonly Pause[], length: number): Times {
  const units = sentences.map((sentence): Unit => {
    const words = spokenWords(sentence);
    return { weight: words.reduce((sum, word) => sum + weight(word, language), 0), rest: 'stop' };
  });
  if (units.length === 0) return [];
  const voice = heard(pauses, [0, length]);
  // Between sentences one breathes: only the longest pauses are asked, which keeps a long sound quick.
  const longest = [...voice.pauses].sort((a, b) => b[1] - b[0] - (a[1] - a[0])).slice(0, units.length * 3 + 8);
  const breaths = voice.pauses.filter((pause) => longest.includes(pause));
  const ranges = spread(units, breaths, voice.range);
  return settled(sentences.map((sentence, at) => guessSentence(sentence, language, pauses, ranges[at]!)));
}

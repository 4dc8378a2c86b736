// Cuts a word into the syllables that a beginning reader speaks.
//
// Indonesian as in Ejaan Bahasa Indonesia V (2022), chapter I.F: a consonant between vowels opens the next syllable; of
// two the first closes, of three or more the first closes and the rest open; ng, ny, sy and kh are one sound. Suffixes
// are not kept apart (ma-ka-nan): this is how a word is spoken, not how a line is broken.

/** Languages written with Indonesian sounds: their words are cut by the same rules. */
const CUT = new Set(['id', 'ms', 'jv', 'su', 'mad', 'bjn', 'ban', 'mkn', 'vkt', 'pdo', 'bvu']);

const VOWELS = 'aiueoéèêâîûôåëàò';
/** Two letters, one sound. Javanese and Madurese have dh and th besides. */
const DIGRAPHS = ['ng', 'ny', 'sy', 'kh'];
const JAVANESE = ['dh', 'th'];
/** Where au is one sound although a consonant and a vowel follow. */
const GLIDING = ['saudara', 'saudagar', 'taufan', 'taurat', 'aurat', 'audio', 'aula'];

/** Parts of one word in writing order; joined they give the word again. Other languages keep their words whole. */
export function syllables(word: string, language: string): string[] {
  const primary = language.split('-')[0]!;
  if (!CUT.has(primary)) return [word];
  // Repeated words (kupu-kupu) are cut in each half; the hyphen stays with the half before it.
  return word.split(/(?<=-)/).flatMap((part) => cut(part, primary));
}

interface Sound {
  text: string;
  vowel: boolean;
}

function cut(word: string, primary: string): string[] {
  const sounds = glide(soundsOf(word, primary), word);
  const nuclei = sounds.flatMap((sound, i) => (sound.vowel ? [i] : []));
  if (nuclei.length < 2) return word ? [word] : [];
  const starts = [0];
  for (let k = 1; k < nuclei.length; k++) {
    const consonants = nuclei[k]! - nuclei[k - 1]! - 1;
    starts.push(consonants < 2 ? nuclei[k]! - consonants : nuclei[k - 1]! + 2);
  }
  return starts.map((start, k) =>
    sounds
      .slice(start, starts[k + 1])
      .map((sound) => sound.text)
      .join(''),
  );
}

function soundsOf(word: string, primary: string): Sound[] {
  const digraphs = primary === 'jv' || primary === 'mad' ? [...DIGRAPHS, ...JAVANESE] : DIGRAPHS;
  const sounds: Sound[] = [];
  for (let i = 0; i < word.length; i++) {
    const two = word.slice(i, i + 2);
    const text = digraphs.includes(two.toLowerCase()) ? two : word[i]!;
    sounds.push({ text, vowel: VOWELS.includes(text.toLowerCase()) });
    i += text.length - 1;
  }
  return sounds;
}

/**
 * Joins ai, au, oi and ei into one sound where they are one: at the end of a word that has another vowel (pu-lau, but
 * ma-u and la-ut), and in the few words that have it inside.
 */
function glide(sounds: Sound[], word: string): Sound[] {
  const vowels = sounds.filter((sound) => sound.vowel).length;
  const inside = GLIDING.some((stem) => word.toLowerCase().includes(stem));
  const last = sounds.map((sound) => /\p{L}/u.test(sound.text)).lastIndexOf(true);
  const joined: Sound[] = [];
  for (let i = 0; i < sounds.length; i++) {
    const [a, b] = [sounds[i]!, sounds[i + 1]];
    const pair = b ? (a.text + b.text).toLowerCase() : '';
    const ends = i + 1 === last && vowels > 2 && ['ai', 'au', 'oi', 'ei'].includes(pair);
    if (b && (ends || (inside && pair === 'au'))) {
      joined.push({ text: a.text + b.text, vowel: true });
      i++;
    } else joined.push(a);
  }
  return joined;
}

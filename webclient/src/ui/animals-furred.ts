// Drawings of the learners' animals that have fur or hide, put together from the parts.
import * as part from './animal-parts.ts';

const { fur, oval, shape, line, patch, pair } = part;

export const sunBear = () =>
  part.roundEars(28, 30, 8, fur.black, fur.tan) +
  part.head(50, 50, 28, 26, fur.black) +
  part.muzzle(58, 17, 14, fur.tan) +
  patch(pair(oval(39, 45, 7, 7.5, fur.tan))) +
  part.eyes(11, 45) +
  part.nose(53, 6.5) +
  part.smile(62) +
  shape('M29 74Q50 90 71 74Q70 88 50 92Q30 88 29 74Z', fur.orange);

export const orangutan = () =>
  shape(
    'M50 13Q62 12 70 22Q84 32 83 50Q86 66 76 78Q64 90 50 89Q36 90 24 78Q14 66 17 50Q16 32 30 22Q38 12 50 13Z',
    fur.rust,
  ) +
  pair(shape('M40 34Q24 34 22 52Q24 68 40 68Z', fur.brown)) +
  patch(shape('M36 36Q50 28 64 36L64 68L36 68Z', fur.brown)) +
  patch(oval(50, 62, 17, 15, fur.tan)) +
  patch(pair(oval(41, 45, 7, 7, fur.tan))) +
  part.eyes(9, 45) +
  line('M46.5 55L47 56M53 55L53.5 56', 2.6) +
  part.grin(64, 10, 8) +
  line('M42 20Q46 26 44 31M50 17L50 28M58 20Q54 26 56 31', 2, '#8f3f17');

export const tiger = () =>
  part.roundEars(27, 30, 9, fur.orange, fur.pink) +
  part.head(50, 52, 29, 27, fur.orange) +
  patch(pair(oval(40, 63, 13, 10, fur.white)) + pair(oval(38, 43, 6.5, 5.5, fur.white))) +
  part.eyes(11, 47) +
  part.nose(55, 6, fur.red) +
  part.smile(63) +
  patch(shape('M47 25L53 25L50 38ZM39 27L44 26L44 35ZM61 27L56 26L56 35Z', fur.ink)) +
  patch(pair(shape('M22 48L33 52L21 54ZM24 62L33 62L26 67Z', fur.ink))) +
  part.whiskers(65);

export const elephant = () =>
  pair(
    shape('M34 30Q14 16 8 36Q6 62 22 68Q34 68 36 54Z', fur.grey) +
      patch(shape('M31 36Q18 26 14 40Q13 56 23 61Q30 60 31 50Z', fur.pink)),
  ) +
  shape('M50 22Q74 22 74 46Q74 58 62 64Q60 84 66 90Q54 95 50 84Q46 76 44 66Q26 60 26 46Q26 22 50 22Z', fur.grey) +
  line('M45 70Q52 72 61 70M47 78Q54 79 61 78', 1.8) +
  pair(shape('M38 62Q34 74 42 76Q44 70 44 64Z', fur.white)) +
  part.eyes(13, 45) +
  part.cheeks(17, 53);

export const rhino = () =>
  pair(
    shape('M32 34Q22 24 25 12Q38 16 42 30Z', fur.slate) + patch(shape('M33 29Q28 23 29 17Q35 21 38 28Z', fur.pink)),
  ) +
  shape('M50 22Q70 22 71 42Q70 52 74 68Q72 88 50 88Q28 88 26 68Q30 52 29 42Q30 22 50 22Z', fur.grey) +
  patch(shape('M28 66Q50 56 72 66Q74 86 50 87Q26 86 28 66Z', '#b7bfc5')) +
  shape('M41 66Q46 50 50 36Q54 50 59 66Q50 71 41 66Z', fur.cream) +
  part.eyes(15, 45) +
  pair(patch(oval(36, 72, 2.6, 2, fur.ink))) +
  part.grin(78, 9, 5) +
  line('M42 27Q50 30 58 27', 1.8);

export const tapir = () =>
  shape('M8 84Q12 58 34 54L66 54Q88 58 92 84Q70 96 50 95Q30 96 8 84Z', fur.white) +
  pair(shape('M32 36Q20 28 24 16Q36 18 42 30Z', fur.black) + line('M26 16Q31 17 34 20', 2.6, fur.white)) +
  shape('M50 22Q72 24 72 48Q70 60 62 66Q62 84 50 86Q38 84 38 66Q30 60 28 48Q28 24 50 22Z', fur.black) +
  patch(shape('M39 64Q50 58 61 64Q62 83 50 85Q38 83 39 64Z', fur.slate)) +
  patch(pair(oval(38, 46, 6, 6, fur.slate))) +
  part.eyes(12, 46) +
  pair(patch(oval(46, 80, 2, 1.6, fur.ink))) +
  line('M42 70Q50 72 58 70', 1.8);

export const deer = () =>
  pair(
    line('M40 32Q30 22 28 8M32 20Q24 20 19 12M36 27Q42 20 40 12', 4.4, fur.ink) +
      line('M40 32Q30 22 28 8M32 20Q24 20 19 12M36 27Q42 20 40 12', 2.2, fur.tan),
  ) +
  part.leafEars(fur.brown, fur.pink, 42) +
  shape('M50 28Q72 28 71 48Q68 62 62 74Q58 86 50 86Q42 86 38 74Q32 62 29 48Q28 28 50 28Z', fur.tan) +
  patch(shape('M50 62Q62 62 61 74Q57 85 50 85Q43 85 39 74Q38 62 50 62Z', fur.white)) +
  part.eyes(13, 50, 4) +
  part.nose(71, 6) +
  line('M50 77L50 80', 2) +
  patch(
    [
      [44, 38],
      [50, 34],
      [56, 38],
    ]
      .map(([x, y]) => oval(x!, y!, 2, 2, fur.white))
      .join(''),
  ) +
  part.cheeks(17, 60);

export const proboscisMonkey = () =>
  pair(oval(21, 50, 6.5, 7.5, fur.tan)) +
  part.head(50, 50, 29, 30, fur.rust) +
  patch(shape('M28 46Q34 34 50 40Q66 34 72 46Q76 66 60 76Q50 80 40 76Q24 66 28 46Z', '#f0c7a0')) +
  line('M31 42Q38 36 50 41Q62 36 69 42', 2.2, '#8f3f17') +
  part.eyes(12, 48) +
  part.grin(73, 9, 5) +
  shape('M45 48Q50 44 55 48Q63 58 60 68Q50 80 40 68Q37 58 45 48Z', '#e79d72') +
  patch(pair(oval(46.5, 70, 1.8, 1.4, fur.ink)));

export const loris = () =>
  part.roundEars(24, 34, 7, fur.tan, fur.pink) +
  part.head(50, 52, 31, 28, fur.cream) +
  patch(shape('M44 25Q50 22 56 25L53 46L47 46Z', fur.brown)) +
  pair(shape('M37 34Q50 40 47 56Q40 66 29 62Q20 54 26 42Q30 34 37 34Z', fur.dark)) +
  part.wideEyes(14, 50, 9.5, fur.orange) +
  part.nose(63, 4.4) +
  part.smile(69, 5);

export const pangolin = () =>
  shape('M50 12Q80 16 82 48Q78 66 64 70L36 70Q22 66 18 48Q20 16 50 12Z', fur.brown) +
  line(
    'M50 12Q42 20 50 28Q58 20 50 12M32 20Q28 28 38 34Q46 30 50 28Q54 30 62 34Q72 28 68 20M21 38Q26 46 36 46Q38 40 38 34M79 38Q74 46 64 46Q62 40 62 34M50 28Q42 38 50 44Q58 38 50 28',
    2.2,
    '#5b3a1d',
  ) +
  shape('M50 44Q70 42 72 56Q68 66 60 74Q56 90 50 91Q44 90 40 74Q32 66 28 56Q30 42 50 44Z', fur.cream) +
  part.eyes(12, 57) +
  part.nose(84, 4) +
  part.cheeks(13, 66) +
  line('M44 78Q50 81 56 78', 1.8);

export const otter = () =>
  part.roundEars(25, 36, 6.5, fur.brown, fur.dark) +
  shape('M50 22Q80 24 80 54Q78 80 50 81Q22 80 20 54Q20 24 50 22Z', fur.brown) +
  patch(shape('M50 50Q72 48 74 62Q70 79 50 80Q30 79 26 62Q28 48 50 50Z', fur.cream)) +
  part.eyes(14, 46) +
  part.nose(54, 7.5) +
  part.smile(65, 8) +
  part.whiskers(63);

export const cat = () =>
  part.pointedEars(22, 15, fur.white, fur.pink) +
  part.head(50, 54, 29, 26, fur.white) +
  patch(shape('M50 28Q76 28 78.5 50Q68 54 60 46Q52 40 50 28Z', fur.orange)) +
  patch(shape('M24 43Q28 32 42 29Q46 40 36 46Q28 48 24 43Z', fur.black)) +
  part.eyes(12, 52, 4) +
  part.nose(61, 4, fur.pink) +
  part.smile(66, 6) +
  part.whiskers(63);

export const buffalo = () =>
  shape('M34 34Q18 34 12 14Q2 34 18 46Q28 50 36 44ZM66 34Q82 34 88 14Q98 34 82 46Q72 50 64 44Z', fur.slate) +
  pair(shape('M30 48Q16 44 12 52Q18 62 31 57Z', fur.black)) +
  shape('M50 28Q70 28 70 46Q66 60 68 74Q66 89 50 89Q34 89 32 74Q34 60 30 46Q30 28 50 28Z', fur.black) +
  patch(shape('M50 64Q66 64 67 76Q64 88 50 88Q36 88 33 76Q34 64 50 64Z', fur.grey)) +
  patch(pair(oval(38, 49, 5.6, 5.6, fur.slate))) +
  part.eyes(12, 49) +
  pair(patch(oval(43, 73, 2.6, 2, fur.ink))) +
  part.grin(80, 8, 4) +
  line('M44 32Q46 38 43 42M50 31L50 42M56 32Q54 38 57 42', 2, fur.slate);

export const horse = () =>
  pair(shape('M32 32Q28 20 33 9Q44 16 45 30Z', fur.brown) + patch(shape('M36 28Q34 20 35 15Q41 20 41 28Z', fur.pink))) +
  shape('M50 24Q70 24 69 44Q64 62 65 74Q64 90 50 90Q36 90 35 74Q36 62 31 44Q30 24 50 24Z', fur.brown) +
  patch(shape('M45 36Q50 30 55 36L54 66L46 66Z', fur.white)) +
  patch(shape('M50 66Q63 65 64 76Q62 89 50 89Q38 89 36 76Q37 65 50 66Z', fur.cream)) +
  part.eyes(13, 47) +
  pair(patch(oval(44, 74, 2.3, 2.8, fur.ink))) +
  part.grin(81, 7, 4) +
  shape('M50 10Q62 14 60 28Q56 40 47 44Q48 36 42 36Q40 20 50 10Z', fur.dark);

// Drawings of the learners' animals that fly, swim or crawl, put together from the parts.
import * as part from './animal-parts.ts';

const { fur, oval, shape, line, patch, pair } = part;

export const hornbill = () =>
  shape('M14 88Q12 50 26 34Q40 22 52 34Q60 44 54 60Q50 74 52 90Q32 96 14 88Z', fur.black) +
  shape('M15 78Q30 70 53 74Q51 82 52 90Q32 96 14 88Z', fur.white) +
  shape('M48 38Q74 30 92 58Q74 56 52 60Q46 50 48 38Z', fur.yellow) +
  shape('M44 32Q48 16 70 18Q78 20 77 27Q66 27 56 38Q48 40 44 32Z', fur.red) +
  line('M52 51Q72 46 88 56', 2) +
  patch(oval(40, 44, 7.5, 7.5, fur.blue)) +
  part.sideEye(40, 44);

export const turtle = () =>
  shape('M64 50Q72 34 84 38Q94 44 90 56Q84 66 68 64Z', fur.green) +
  shape('M22 66Q10 78 18 84Q30 84 36 70ZM56 70Q58 86 68 84Q74 78 68 66Z', fur.green) +
  shape('M10 68Q10 28 42 28Q74 30 74 68Q42 76 10 68Z', fur.moss) +
  patch(shape('M34 40L52 40L58 53L42 62L27 53Z', '#8fbf5a')) +
  line('M34 40L52 40L58 53L42 62L27 53ZM34 40L27 32M52 40L60 33M58 53L73 56M42 62L42 71M27 53L12 57', 2) +
  part.sideEye(81, 47) +
  line('M76 57Q82 60 87 55', 2);

export const rooster = () =>
  shape('M34 34Q26 20 36 17Q38 8 47 14Q54 6 60 15Q70 14 66 34Z', fur.red) +
  shape('M50 26Q72 28 71 50Q72 66 82 84Q66 94 50 93Q34 94 18 84Q28 66 29 50Q28 28 50 26Z', fur.white) +
  patch(
    shape('M28 66L36 74L42 66L50 76L58 66L64 74L72 66Q76 78 81 84Q66 93 50 92Q34 93 19 84Q24 78 28 66Z', fur.orange),
  ) +
  part.eyes(12, 45) +
  pair(shape('M49 62Q40 60 41 70Q45 77 49 70Z', fur.red)) +
  shape('M38 53Q50 44 62 53Q56 64 50 66Q44 64 38 53Z', fur.yellow) +
  line('M39 54Q50 58 61 54', 2);

export const duck = () =>
  line('M50 24Q44 16 48 10M51 24Q54 17 58 16', 3.4, fur.ink) +
  part.head(50, 48, 27, 26, fur.yellow) +
  part.eyes(12, 42, 4) +
  shape('M24 62Q36 58 40 54Q50 46 60 54Q64 58 76 62Q72 78 50 79Q28 78 24 62Z', fur.orange) +
  line('M25 63Q38 70 50 68Q62 70 75 63', 2.2) +
  line('M46 58L46.4 59M54 58L53.6 59', 2.6) +
  part.cheeks(20, 51);

export const owl = () =>
  shape('M20 16Q34 18 50 26Q66 18 80 16Q84 34 80 56Q76 84 50 86Q24 84 20 56Q16 34 20 16Z', fur.brown) +
  patch(shape('M32 66Q50 58 68 66Q66 84 50 85Q34 84 32 66Z', fur.cream)) +
  line('M40 70Q43 73 46 70M54 70Q57 73 60 70M47 77Q50 80 53 77', 2, fur.brown) +
  pair(oval(36, 46, 14, 14, fur.cream)) +
  part.wideEyes(14, 46, 9, fur.yellow) +
  shape('M45 54Q50 50 55 54L50 65Z', fur.orange);

export const frog = () =>
  pair(oval(31, 30, 13, 13, fur.green)) +
  shape('M50 30Q84 30 86 58Q84 80 50 81Q16 80 14 58Q16 30 50 30Z', fur.green) +
  patch(shape('M18 66Q50 84 82 66Q76 80 50 80Q24 80 18 66Z', '#cfe39a')) +
  patch(pair(oval(31, 30, 8.5, 8.5, fur.white))) +
  part.eyes(18, 30, 5) +
  part.grin(60, 24, 16) +
  line('M46.5 50L47 51M53 50L53.5 51', 2.6) +
  part.cheeks(26, 60);

export const crab = () =>
  pair(
    line('M28 66L14 74M31 73L20 85M36 78L31 90', 4, fur.ink) +
      line('M40 46L37 34', 4, fur.ink) +
      shape('M22 48Q8 44 10 26Q14 14 26 18L20 28L32 24Q36 38 26 46Z', fur.red),
  ) +
  shape('M50 42Q80 42 82 58Q80 82 50 82Q20 82 18 58Q20 42 50 42Z', fur.red) +
  pair(oval(36, 32, 7, 7, fur.white)) +
  part.eyes(14, 32, 3.8) +
  part.grin(62, 12, 10) +
  part.cheeks(20, 62, '#ffb9a0');

export const fish = () =>
  shape('M30 52Q8 30 8 36Q14 52 8 70Q10 76 30 56Z', fur.orange) +
  shape('M42 32Q54 14 70 24Q74 30 70 38ZM48 72Q56 86 66 80Q68 76 66 70Z', fur.orange) +
  shape('M22 53Q36 28 62 30Q86 34 93 53Q86 74 62 76Q36 78 22 53Z', fur.orange) +
  shape('M63 30Q74 52 62 76Q55 77 50 76Q60 52 51 31Q57 29 63 30ZM35 39Q41 53 35 67L29 62Q33 53 29 44Z', fur.white) +
  part.sideEye(78, 48, 4) +
  line('M91 57Q86 62 80 60', 2.2);

export const dolphin = () =>
  shape('M40 30Q42 12 56 12Q52 22 60 32Z', fur.blue) +
  shape(
    'M10 84Q8 66 22 66Q28 36 54 28Q76 24 82 44Q94 46 95 52Q92 58 80 57Q60 60 46 62Q34 66 30 76Q34 88 24 92Q20 86 10 84Z',
    fur.blue,
  ) +
  patch(shape('M80 56Q60 59 46 61Q38 63 33 70Q40 52 62 50Q74 52 88 54Q86 57 80 56Z', fur.white)) +
  shape('M56 56Q50 68 42 72Q40 62 46 54Z', fur.blue) +
  part.sideEye(74, 43) +
  line('M94 53Q86 55 78 51', 2);

export const butterfly = () =>
  pair(
    shape('M48 46Q34 14 14 20Q4 34 16 50Q30 60 48 54Z', fur.orange) +
      shape('M48 54Q26 54 20 66Q20 84 34 84Q46 78 48 62Z', fur.yellow) +
      patch(oval(24, 34, 6.5, 7, fur.white) + oval(31, 70, 5, 5.5, fur.red)) +
      line('M48 30Q42 20 38 14', 2.4) +
      patch(oval(38, 13, 2.6, 2.6, fur.ink)),
  ) +
  oval(50, 60, 6.5, 25, fur.dark) +
  oval(50, 36, 10, 10, fur.cream) +
  part.eyes(4.4, 35, 2.6) +
  part.grin(39, 4, 4);

export const bee = () =>
  pair(
    shape('M42 40Q20 10 12 26Q8 44 36 50Z', fur.white) +
      line('M44 30Q40 18 34 16', 2.4) +
      patch(oval(33.5, 16, 2.8, 2.8, fur.ink)),
  ) +
  shape('M50 28Q78 28 78 58Q76 84 50 92Q24 84 22 58Q22 28 50 28Z', fur.yellow) +
  patch(
    shape(
      'M22.5 60Q50 68 77.5 60Q77 66 75 71Q50 79 25 71Q23 66 22.5 60ZM31 79Q50 85 69 79Q62 87 50 91Q38 87 31 79Z',
      fur.ink,
    ),
  ) +
  part.eyes(11, 46) +
  part.grin(52, 6, 6) +
  part.cheeks(18, 53);

// What the print doctor says, in words that need no knowledge of printing.
import type { PhotoTrouble } from '../core/photo-file.ts';
import type { Aspect, Finding, Verdict } from '../core/print-verdict.ts';
import { language, liveTexts } from '../ui/language.ts';
import type { Missing } from './find-print.ts';

const name = liveTexts<Record<Aspect, string>>(
  {
    near: 'Jarak foto',
    sharp: 'Ketajaman',
    cells: 'Pola tepi',
    contrast: 'Hitam dan putih',
    glare: 'Pantulan cahaya',
    shade: 'Bayangan',
    stains: 'Noda',
    ink: 'Tebal tinta',
    shape: 'Bentuk',
    flat: 'Kertas',
    scale: 'Skala cetak',
  },
  {
    near: 'Distance',
    sharp: 'Sharpness',
    cells: 'Pattern of the edge',
    contrast: 'Black and white',
    glare: 'Glare',
    shade: 'Shadow',
    stains: 'Stains',
    ink: 'Ink',
    shape: 'Shape',
    flat: 'Paper',
    scale: 'Scale of the print',
  },
);

const measure = liveTexts<Record<Aspect, string>>(
  {
    near: 'penanda selebar {n} piksel di foto',
    sharp: 'tepi melebar {n} kotak QR',
    cells: '{n} dari 48 kotak keliru',
    contrast: 'selisih terang {n} dari 255',
    glare: '{n}% bagian hitam tampak putih',
    shade: 'sisi gelap kehilangan {n}% cahaya',
    stains: '{n}% tepi putih tertutup',
    ink: 'garis hitam {n}% dari lebar seharusnya',
    shape: 'lebar {n}% dari tingginya',
    flat: 'tepi menyimpang {n}% kotak',
    scale: 'garis 100 mm menjadi {n} mm',
  },
  {
    near: 'the marker is {n} pixels wide in the photograph',
    sharp: 'edges spread over {n} squares of the QR code',
    cells: '{n} of 48 squares are wrong',
    contrast: '{n} of 255 levels apart',
    glare: '{n}% of the black looks white',
    shade: 'the dark side lacks {n}% of the light',
    stains: '{n}% of the white margin is covered',
    ink: 'black lines have {n}% of their width',
    shape: 'its width is {n}% of its height',
    flat: 'edges stray by {n}% of a square',
    scale: 'the line of 100 mm has become {n} mm',
  },
);

const advice = liveTexts<Record<Aspect, string>>(
  {
    near: 'Foto lagi dari lebih dekat, sampai penanda mengisi separuh layar.',
    sharp: 'Ketuk penanda di layar supaya fokus, pegang diam dengan dua tangan, lalu foto lagi.',
    cells: 'Tepi penanda sobek, tertutup, atau tergunting. Cetak lagi, dan sisakan tepi putih saat menggunting.',
    contrast: 'Hitamnya pucat. Ganti tinta atau matikan mode hemat tinta, lalu cetak lagi.',
    glare: 'Jauhkan dari lampu dan jendela, atau miringkan sedikit. Laminasi dan kertas mengilap sering memantul.',
    shade: 'Ada bayangan di atas penanda. Cari tempat yang terang merata.',
    stains: 'Ada sesuatu di tepi putih antara cincin dan kode QR. Bersihkan, atau cetak lagi.',
    ink: 'Tinta terlalu tebal atau terlalu tipis. Pakai kertas yang lebih halus dan mutu cetak biasa; jangan fotokopi.',
    shape: 'Pencetak meregangkan lembar ke satu arah. Pilih ukuran 100%, tanpa menyesuaikan ke halaman.',
    flat: 'Kertasnya melengkung atau kusut. Tempel sampai rata.',
    scale: 'Pencetak mengubah ukuran. Cetak lagi pada ukuran 100%, dan pilih kertas yang sama dengan lembarnya.',
  },
  {
    near: 'Take it again from nearer, until the marker fills half of the screen.',
    sharp: 'Tap the marker on the screen to focus, hold still with both hands, and take it again.',
    cells: 'The edge is torn, covered or cut off. Print it again, and leave white around it when you cut.',
    contrast: 'The black is pale. Change the ink or switch ink saving off, then print again.',
    glare: 'Move it away from lamps and windows, or tilt it a little. Lamination and glossy paper often reflect.',
    shade: 'There is a shadow on the marker. Find a place that is lit evenly.',
    stains: 'Something lies on the white margin between ring and QR code. Clean it, or print again.',
    ink: 'Too much ink, or too little. Use smoother paper and plain quality, and no photocopies.',
    shape: 'The printer stretches the sheet one way. Choose 100%, not fitted to the page.',
    flat: 'The paper is bent or creased. Paste it flat.',
    scale: 'The printer changes the size. Print again at 100%, and choose the paper that the sheet was made for.',
  },
);

const unknown = liveTexts(
  {
    shape: 'Belum dapat dinilai: foto lagi lurus dari atas.',
    light: 'Belum dapat dinilai: foto lagi tanpa pantulan dan bayangan.',
  },
  {
    shape: 'Cannot be judged yet: take the photograph straight from above.',
    light: 'Cannot be judged yet: take the photograph again without glare and shadow.',
  },
);

const verdictWords = liveTexts<Record<Verdict | `${Verdict}_how`, string>>(
  {
    good: 'Cetakan ini baik',
    good_how: 'Tempelkan di halamannya sampai rata.',
    usable: 'Cetakan ini bisa dipakai',
    usable_how: 'Ada yang masih dapat diperbaiki.',
    reprint: 'Cetak lagi',
    reprint_how: 'Dengan cetakan ini ponsel anak akan sering gagal.',
    again: 'Foto sekali lagi',
    again_how: 'Foto ini belum cukup jelas untuk menilai cetakannya.',
  },
  {
    good: 'This print is good',
    good_how: 'Paste it flat on its page.',
    usable: 'This print will do',
    usable_how: 'Something can still be made better.',
    reprint: 'Print it again',
    reprint_how: 'With this print children’s phones will often fail.',
    again: 'Take another photograph',
    again_how: 'This one is not clear enough to judge the print.',
  },
);

const troubles = liveTexts<Record<PhotoTrouble | Missing | 'no_tracker', string>>(
  {
    none: 'Tidak ada penanda dari buku Anda di foto ini. Foto satu penanda dari dekat, seluruhnya, di tempat terang tanpa pantulan. Bila penandanya milik perpustakaan lain, periksa di studio mereka.',
    mirrored:
      'Penanda di foto ini terbalik seperti di cermin. Pakai kamera belakang; bila cetakannya yang terbalik, matikan cetak cermin lalu cetak lagi.',
    inverted: 'Hitam dan putih penanda ini tertukar. Cetak lagi tanpa pilihan negatif atau warna terbalik.',
    heic: 'Browser ini tidak dapat membuka foto HEIC. Di pengaturan kamera pilih JPEG (pada iPhone: Paling Kompatibel), atau ambil tangkapan layar foto itu.',
    too_large:
      'Foto ini terlalu besar untuk browser. Pilih resolusi yang lebih kecil di kamera, 12 megapiksel sudah cukup.',
    too_small: 'Gambar ini terlalu kecil, tidak ada yang dapat dilihat di dalamnya. Pilih foto aslinya.',
    not_a_picture: 'Berkas ini tidak dapat dibuka sebagai foto. Pilih foto JPEG atau PNG.',
    no_tracker: 'Browser ini tidak dapat menjalankan pencari penanda. Perbarui browser, atau pakai ponsel lain.',
  },
  {
    none: 'There is no marker of your books in this photograph. Photograph one marker from near, all of it, in good light without glare. If it is another library’s, check it in their studio.',
    mirrored:
      'The marker in this photograph is reversed, as in a mirror. Use the back camera; if it is the print that is reversed, switch mirrored printing off and print again.',
    inverted: 'Black and white of this marker are swapped. Print it again without a negative or inverted colours.',
    heic: 'This browser cannot open HEIC photographs. Choose JPEG in the camera’s settings (on an iPhone: Most Compatible), or take a screenshot of the photograph.',
    too_large:
      'This photograph is too large for a browser. Choose a smaller resolution in the camera: 12 megapixels are enough.',
    too_small: 'This picture is too small to show anything. Choose the photograph itself.',
    not_a_picture: 'This file cannot be opened as a photograph. Choose a JPEG or a PNG.',
    no_tracker: 'This browser cannot run what looks for markers. Update it, or use another phone.',
  },
);

export type DoctorTrouble = Parameters<typeof troubles>[0];
export const sayTrouble = (trouble: DoctorTrouble): string => troubles(trouble);

export const sayVerdict = (verdict: Verdict) => ({
  says: verdictWords(verdict),
  how: verdictWords(`${verdict}_how`),
});

const figure = (value: number, digits = 0): string =>
  value.toLocaleString(language.value, { minimumFractionDigits: digits, maximumFractionDigits: digits });
const percent = (part: number, digits = 0): string => figure(100 * part, digits);

/** How each aspect's own measure is written. */
const FIGURES: Partial<Record<Aspect, (value: number) => string>> = {
  sharp: (modules) => figure(modules, 1),
  glare: percent,
  shade: percent,
  stains: percent,
  flat: percent,
  ink: (more) => percent(1 + more),
  shape: (more) => percent(1 + more, 1),
  scale: (mm) => figure(mm, 1),
};

export function sayFinding({ aspect, level, value }: Finding) {
  return {
    name: name(aspect),
    measured: value === null ? '' : measure(aspect, { n: (FIGURES[aspect] ?? figure)(value) }),
    advice:
      level === 'unknown' ? unknown(aspect === 'shape' ? 'shape' : 'light') : level === 'good' ? '' : advice(aspect),
  };
}

// The tracker's front to AprilTag 3: one detector, one family of markers whose words JavaScript hands over.
// AprilTag finds the squares; the words are looked up here, by counting differing bits. Its own table for 48-bit words
// would hold every word with up to three wrong bits: tens of megabytes for one book, and still fewer than we forgive.

#include <stdint.h>
#include <stdlib.h>

#include "apriltag.h"

struct quick_decode_entry;
static void quick_decode_codeword(apriltag_family_t *of, uint64_t word, struct quick_decode_entry *entry);

// build.py has renamed quick_decode_codeword where this file defines it, so that AprilTag calls ours.
#include "apriltag.c"
#include "follow.h"

// For squares.c: what is dark, of 256 between the darkest and the lightest nearby.
int threshold_level = 128;

#define MAX_FOUND 64  // a room of answer cards, and what else is on the walls
#define NUMBERS_EACH 11
#define EXPORT(name) __attribute__((export_name(name)))

static apriltag_detector_t *detector;
static apriltag_family_t family;
static uint32_t cells[2 * MAX_CELLS];
static int forgiven_bits;
static gray_t image;
static image_u8_t *searched;
static double found[MAX_FOUND * NUMBERS_EACH];

// The word nearest to what was read, over all four turns; `hamming` 255 when none is near enough.
static void quick_decode_codeword(apriltag_family_t *of, uint64_t word, struct quick_decode_entry *entry) {
  *entry = (struct quick_decode_entry){.rcode = word, .id = 65535, .hamming = 255, .rotation = 0};
  int best = forgiven_bits + 1;
  for (int turn = 0; turn < 4; turn++) {
    for (uint32_t i = 0; i < of->ncodes; i++) {
      int wrong = __builtin_popcountll(word ^ of->codes[i]);
      if (wrong >= best) continue;
      best = wrong;
      entry->id = (uint16_t)i;
      entry->hamming = (uint8_t)wrong;
      entry->rotation = (uint8_t)turn;
    }
    word = rotate90(word, of->nbits);
  }
}

// How a marker looks: its number of cells (at most MAX_CELLS), the widths of the detected square and of the whole marker
// in cells, and whether the square is light inside dark. Returns where to write the cells' coordinates, int32, all x and
// then all y; the square itself covers 0 .. square - 1 in both.
EXPORT("family") uint32_t *set_family(int count, int square, int whole, int light_inside_dark) {
  if (!detector) {
    detector = apriltag_detector_create();
    detector->nthreads = 1;
    prepare_linear();
    apriltag_family_t *only = &family;
    zarray_add(detector->tag_families, &only);
  }
  family.nbits = (uint32_t)imin(count, MAX_CELLS);
  family.bit_x = cells;
  family.bit_y = cells + family.nbits;
  family.width_at_border = square;
  family.total_width = whole;
  family.reversed_border = light_inside_dark;
  return cells;
}

// Makes room for `count` words and returns where to write them, as uint64: the first cell is the highest of the bits.
EXPORT("words") uint64_t *set_words(int count) {
  family.codes = realloc(family.codes, (size_t)imax(count, 1) * sizeof *family.codes);
  family.ncodes = (uint32_t)count;
  return family.codes;
}

// Borders of fewer than `min_cluster` points and tiles of less than `min_contrast` grey levels are left out; `wrong_bits` of a
// word are forgiven.
EXPORT("tune") void tune(int min_cluster, int min_contrast, int wrong_bits) {
  detector->quad_decimate = 1;
  detector->qtp.min_cluster_pixels = min_cluster;
  detector->qtp.min_white_black_diff = min_contrast;
  forgiven_bits = wrong_bits;
}

// Returns where to write a grey picture of this size, row after row.
EXPORT("image") uint8_t *set_image(int width, int height) {
  if (image.width != width || image.height != height) {
    image = (gray_t){realloc((void *)image.pixels, (size_t)width * height), width, height};
    image_u8_destroy(searched);
    searched = image_u8_create((unsigned)width, (unsigned)height);
  }
  return (uint8_t *)image.pixels;
}

// A Gauss of 0.8 px over three pixels, out of three rows or columns; 16 bits hold 256 times a grey level.
static void blur(const uint8_t *a, const uint8_t *b, const uint8_t *c, uint8_t *restrict out, int count) {
  for (int i = 0; i < count; i++) out[i] = (uint8_t)((uint16_t)(61 * (a[i] + c[i]) + 134 * b[i] + 128) >> 8);
}

// The picture to search in: blurred, since noise breaks the outlines. AprilTag can do it, in half of its time for all.
static void prepare_search(void) {
  int w = image.width, h = image.height, step = searched->stride;
  static uint8_t *columns;
  static int room;
  if (room < w * h) columns = realloc(columns, (size_t)(room = w * h));
  for (int y = 0; y < h; y++) {
    const uint8_t *row = image.pixels + (size_t)y * w;
    uint8_t *out = columns + (size_t)y * w;
    blur(row, row + 1, row + 2, out + 1, w - 2);
    out[0] = row[0];
    out[w - 1] = row[w - 1];
  }
  for (int y = 0; y < h; y++) {
    const uint8_t *row = columns + (size_t)y * w;
    blur(y > 0 ? row - w : row, row, y < h - 1 ? row + w : row, searched->buf + (size_t)y * step, w);
  }
}

// Looks for markers in the picture, dark being what is darker than `level` (threshold_level), and for their corners again in
// linear light when they are to be `sharp`. Returns how many there are.
EXPORT("detect") int detect(int level, int sharp) {
  threshold_level = level;
  prepare_search();
  zarray_t *all = apriltag_detector_detect(detector, searched);
  int count = imin(zarray_size(all), MAX_FOUND);
  double *out = found;
  for (int i = 0; i < count; i++) {
    apriltag_detection_t *one;
    zarray_get(all, i, &one);
    *out++ = one->id;
    *out++ = one->hamming;
    *out++ = one->decision_margin;
    if (sharp) refine_square(image, one->p, family.width_at_border);
    for (int corner = 3; corner >= 0; corner--) {  // AprilTag's go counter-clockwise from the bottom left
      *out++ = one->p[corner][0];
      *out++ = one->p[corner][1];
    }
  }
  apriltag_detections_destroy(all);
  return count;
}

// What was found, NUMBERS_EACH doubles each: index of the word, wrong bits, decision margin in grey levels, and the
// square's corners x, y in px (the middle of the first pixel is 0.5, 0.5), clockwise from the marker's own top left.
EXPORT("found") double *get_found(void) { return found; }

// What follow() is told and answers, as doubles: where the marker is believed to be (rotation row by row, then its middle in
// cells, both as the camera sees them) and the camera (focal lengths and middle of the picture, px); then how good the answer is.
static struct { double R[9], t[3], lens[4], error, correlation, right, seen; } place;
static pattern_t pattern;
static uint64_t pattern_word;

EXPORT("place") double *get_place(void) { return (double *)&place; }

static void believe(int index) {
  if (pattern.edge_count && pattern_word == family.codes[index]) return;
  pattern_word = family.codes[index];
  make_pattern(&pattern, pattern_word, (int)family.nbits, (const int32_t *)family.bit_x, (const int32_t *)family.bit_y,
               family.width_at_border, family.total_width);
}

static float goodness(const fit_t *fit) { return fit->correlation + (float)fit->inliers / fmaxf(1, (float)fit->visible); }

// Enough edges where they should be, and cells that say the word believed. Another word has 12 other cells or more, so that
// 36 of 48 would be right; a blur can turn as many. That another page lies there is believed only when it is read clearly.
static int is_sure(const fit_t *fit, int believed) {
  if (fit->inliers < 24 || (float)fit->inliers < 0.3f * (float)fit->visible || fit->word < 0) return 0;
  // A swing's blur leaves 0.85 and more where the fit is right; with edges on their neighbours, a cell off, it is below 0.82.
  if (fit->word == believed) return fit->known >= 16 && fit->right >= 0.8f && fit->correlation >= 0.82f && goodness(fit) >= 1.35f;
  return fit->known >= 36 && fit->right >= 0.9f && fit->correlation >= 0.75f;
}

// Fits the pattern from a pose; on success `at` is where it lies, and the fit says whose cells are there.
static int settle(int index, placed_t *at, const lens_t *lens, float reach, fit_t *fit) {
  float bits[MAX_CELLS];
  if (!align(image, &pattern, at, lens, reach, 8, fit)) return 0;
  fit->known = read_bits(image, &pattern, at, lens, bits);
  identify(bits, pattern.bit_count, family.codes, (int)family.ncodes, index, fit);
  return is_sure(fit, index);
}

// So poor a fit may be a wrong one: some edges on their neighbours, a cell off.
static int is_doubtful(const fit_t *fit) { return fit->correlation < 0.92f || (float)fit->inliers < 0.75f * (float)fit->visible; }

// Of the two poses of a small square the one whose edges fit better; the other must be clearly better to be taken.
static void unflip(placed_t *at, const lens_t *lens, fit_t *fit) {
  placed_t other = mirrored(at);
  fit_t mirror = *fit;
  if (apart(at, &other, lens, 0.5f * (float)family.width_at_border) > 3.0f) return;
  if (!promises(image, &pattern, &other, lens, 1.1f * fit->cost)) return;
  if (!align(image, &pattern, &other, lens, TIGHT, 2, &mirror) || mirror.cost > 0.92f * fit->cost) return;
  if (mirror.inliers < fit->inliers - 5) return;
  mirror.word = fit->word;
  *at = other;
  *fit = mirror;
}

// Looks for the edges of the marker with this word around the place told, first within `reach` px of each edge, then, when
// `swing` px are allowed, wherever it can have been moved by them. Returns the word whose cells are there (a page may have
// been turned over another in the same place) and its pose in place(), or -1.
EXPORT("follow") int follow(int index, double reach, double swing) {
  if (index < 0 || (uint32_t)index >= family.ncodes) return -1;
  lens_t lens = {(float)place.lens[0], (float)place.lens[1], (float)place.lens[2], (float)place.lens[3]};
  placed_t from, at;
  fit_t fit = {0};
  for (int i = 0; i < 9; i++) from.R[i] = (float)place.R[i];
  for (int i = 0; i < 3; i++) from.t[i] = (float)place.t[i];
  believe(index);
  at = from;
  int sure = settle(index, &at, &lens, (float)reach, &fit);
  if (swing > 0 && (!sure || is_doubtful(&fit))) {
    placed_t other = from;
    fit_t swung = {0};
    shift_to_best(image, &pattern, &other, &lens, (float)swing);
    if (settle(index, &other, &lens, fmaxf(3, 0.6f * lens.fx / from.t[2]), &swung) && (!sure || goodness(&swung) > goodness(&fit))) {
      at = other;
      fit = swung;
      sure = 1;
    }
  }
  if (!sure) return -1;
  if (fit.word != index) {
    believe(fit.word);
    if (!settle(fit.word, &at, &lens, 4, &fit)) return -1;
  }
  unflip(&at, &lens, &fit);
  for (int i = 0; i < 9; i++) place.R[i] = at.R[i];
  for (int i = 0; i < 3; i++) place.t[i] = at.t[i];
  place.error = fit.error, place.correlation = fit.correlation, place.right = fit.right;
  place.seen = (double)fit.inliers / fmax(1, fit.visible);
  return fit.word;
}

// The corners of the square that was followed last, found by its four sides alone: unlike a pose they depend on no focal
// length, and so can tell it. Eight doubles as in found(), written to where it points; 0 when a side cannot be made out.
EXPORT("square") int measure_square(void) {
  float half = 0.5f * (float)family.width_at_border;
  double p[4][2];
  placed_t at;
  lens_t lens = {(float)place.lens[0], (float)place.lens[1], (float)place.lens[2], (float)place.lens[3]};
  for (int i = 0; i < 9; i++) at.R[i] = (float)place.R[i];
  for (int i = 0; i < 3; i++) at.t[i] = (float)place.t[i];
  for (int i = 0; i < 4; i++) {
    seen_t seen = look_at(&at, &lens, i == 1 || i == 2 ? half : -half, i >= 2 ? half : -half);
    p[i][0] = seen.u, p[i][1] = seen.v;
  }
  if (!refine_square(image, p, family.width_at_border)) return 0;
  memcpy(found, p, sizeof p);
  return 1;
}

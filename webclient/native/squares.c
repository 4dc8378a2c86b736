// Finds light squares inside dark ones, the only thing that AprilTag is to look at: in place of its own search, which takes
// every outline of a page for the side of a tag, and most of a frame's time for it.
//
// Tiles are told into light and dark as AprilTag does it. A region is put together from the runs of its rows, not from its
// pixels. Only the border between a light region and a dark one whose box holds it can be a marker's square: letters,
// drawings and noise are left out before anything is measured. AprilTag then fits its four lines to that border.

#include <wasm_simd128.h>

// This file is compiled in place of AprilTag's, whose own search nobody calls.
#define apriltag_quad_thresh search_of_apriltag
#include "apriltag_quad_thresh.c"
#undef apriltag_quad_thresh

#define TILE 4
#define LIGHT 255
#define NEITHER 127
#define SMALLEST 25  // px that a region has at least, as in AprilTag
#define NARROWEST 7  // px; nine cells across in less than that cannot be read

extern int threshold_level;  // tracker.c

typedef struct { uint16_t x0, x1; uint8_t colour; } run_t;        // both ends belong to it
typedef struct { uint16_t x0, x1, y0, y1; uint32_t size; } box_t;
typedef struct { uint32_t light, dark; int next; zarray_t *points; } border_t;  // `next` is of the same light region

static struct {
  run_t *runs;
  uint32_t *parent;   // a run's region is its first run
  int *borders;       // of a light region the first of its borders, -1 none yet, -2 it is none that could be a square
  box_t *boxes;
  int count, room;
} found;

static uint32_t *row_start;
static border_t *borders;
static int border_count, border_room;

static void make_room(int more) {
  if (found.count + more <= found.room) return;
  found.room = found.count + more + found.room;
  found.runs = realloc(found.runs, (size_t)found.room * sizeof *found.runs);
  found.parent = realloc(found.parent, (size_t)found.room * sizeof *found.parent);
}

// The least and the most of each tile of a row of tiles.
static void measure_tiles(const uint8_t *row, int stride, int tiles, uint8_t *least, uint8_t *most) {
  for (int t = 0; t < tiles; t++, row += TILE) {
    v128_t a = wasm_v128_load32_zero(row), b = wasm_v128_load32_zero(row + stride);
    v128_t c = wasm_v128_load32_zero(row + 2 * stride), d = wasm_v128_load32_zero(row + 3 * stride);
    v128_t low = wasm_u8x16_min(wasm_u8x16_min(a, b), wasm_u8x16_min(c, d));
    v128_t high = wasm_u8x16_max(wasm_u8x16_max(a, b), wasm_u8x16_max(c, d));
    low = wasm_u8x16_min(low, wasm_u32x4_shr(low, 16));
    high = wasm_u8x16_max(high, wasm_u32x4_shr(high, 16));
    least[t] = wasm_u8x16_extract_lane(wasm_u8x16_min(low, wasm_u32x4_shr(low, 8)), 0);
    most[t] = wasm_u8x16_extract_lane(wasm_u8x16_max(high, wasm_u32x4_shr(high, 8)), 0);
  }
}

static inline uint8_t lesser(uint8_t a, uint8_t b) { return a < b ? a : b; }
static inline uint8_t greater(uint8_t a, uint8_t b) { return a > b ? a : b; }

// Of each tile the least and the most of itself and the eight around it, as its threshold and whether it has any, pixel by
// pixel of a row.
static void thresholds(const uint8_t *least[3], const uint8_t *most[3], int tiles, int width, int contrast, uint8_t *middle,
                       uint8_t *flat) {
  static uint8_t low[8192], high[8192];
  for (int t = 0; t < tiles; t++) {
    low[t] = lesser(lesser(least[0][t], least[1][t]), least[2][t]);
    high[t] = greater(greater(most[0][t], most[1][t]), most[2][t]);
  }
  for (int t = 0; t < tiles; t++) {
    int before = t ? t - 1 : t, after = t < tiles - 1 ? t + 1 : t;
    int a = lesser(lesser(low[before], low[t]), low[after]), b = greater(greater(high[before], high[t]), high[after]);
    memset(middle + TILE * t, a + ((b - a) * threshold_level >> 8), TILE);
    memset(flat + TILE * t, b - a < contrast ? 255 : 0, TILE);
  }
  for (int x = TILE * tiles; x < width; x++) middle[x] = middle[x - 1], flat[x] = flat[x - 1];
}

// The runs of light and dark of a row, without its first and last pixel.
static void add_runs(const uint8_t *row, const uint8_t *middle, const uint8_t *flat, int width) {
  static uint8_t colours[32768 + 32];
  uint8_t *colour = colours + 16;
  const v128_t neither = wasm_i8x16_splat(NEITHER);
  int x = 0;
  for (; x + 16 <= width; x += 16) {
    v128_t light = wasm_u8x16_gt(wasm_v128_load(row + x), wasm_v128_load(middle + x));
    wasm_v128_store(colour + x, wasm_v128_bitselect(neither, light, wasm_v128_load(flat + x)));
  }
  for (; x < width; x++) colour[x] = flat[x] ? NEITHER : row[x] > middle[x] ? LIGHT : 0;
  colour[0] = colour[width - 1] = NEITHER;
  memset(colour + width, NEITHER, 16);
  make_room(width);
  run_t *run = found.runs + found.count;
  for (x = 0; x < width; x += 16) {
    v128_t here = wasm_v128_load(colour + x), before = wasm_v128_load(colour + x - 1);
    uint32_t changes = wasm_i8x16_bitmask(wasm_i8x16_ne(here, before));
    if (x == 0) changes &= ~1u;
    for (; changes; changes &= changes - 1) {
      int at = x + __builtin_ctz(changes);
      if (colour[at - 1] != NEITHER) (run++)->x1 = (uint16_t)(at - 1);
      if (colour[at] != NEITHER) run->x0 = (uint16_t)at, run->colour = colour[at];
    }
  }
  int count = (int)(run - found.runs);
  for (int i = found.count; i < count; i++) found.parent[i] = (uint32_t)i;
  found.count = count;
}

static uint32_t region_of(uint32_t run) {
  while (found.parent[run] != run) run = found.parent[run] = found.parent[found.parent[run]];
  return run;
}

static void unite(uint32_t a, uint32_t b) {
  a = region_of(a), b = region_of(b);
  if (a < b) found.parent[b] = a;
  else found.parent[a] = b;
}

// Dark runs hang together by their sides, light ones by their corners, too.
static void join_rows(uint32_t above, uint32_t here, uint32_t end) {
  uint32_t first = above;
  for (uint32_t i = here; i < end; i++) {
    run_t run = found.runs[i];
    int reach = run.colour == LIGHT;
    while (first < here && found.runs[first].x1 + 1 < run.x0) first++;
    for (uint32_t k = first; k < here && found.runs[k].x0 <= run.x1 + reach; k++) {
      if (found.runs[k].colour == run.colour && found.runs[k].x1 + reach >= run.x0) unite(k, i);
    }
  }
}

static void find_regions(const image_u8_t *im, int contrast) {
  static uint8_t *least, *most, *middle, *flat;
  static int size, rows;
  int w = im->width, h = im->height, across = w / TILE, down = h / TILE;
  if (size < across * down + w) {
    size = across * down + w;
    least = realloc(least, (size_t)size), most = realloc(most, (size_t)size);
    middle = realloc(middle, (size_t)size + 16), flat = realloc(flat, (size_t)size + 16);
  }
  if (rows < h + 1) row_start = realloc(row_start, (size_t)((rows = h + 1)) * sizeof *row_start);
  for (int t = 0; t < down; t++) {
    measure_tiles(im->buf + (size_t)t * TILE * im->stride, im->stride, across, least + t * across, most + t * across);
  }
  found.count = 0;
  for (int y = 0; y < h; y++) {
    int t = y / TILE;
    if (y % TILE == 0 && t < down) {
      int up = t ? t - 1 : t, low = t < down - 1 ? t + 1 : t;
      const uint8_t *lows[3] = {least + up * across, least + t * across, least + low * across};
      const uint8_t *highs[3] = {most + up * across, most + t * across, most + low * across};
      thresholds(lows, highs, across, w, contrast, middle, flat);
    }
    row_start[y] = (uint32_t)found.count;
    add_runs(im->buf + (size_t)y * im->stride, middle, flat, w);
    if (y) join_rows(row_start[y - 1], row_start[y], (uint32_t)found.count);
  }
  row_start[h] = (uint32_t)found.count;
}

// Boxes of all regions, told at their first runs; every run then points to its region.
static void measure_regions(int height) {
  static int room;
  if (room < found.count) {
    room = found.count + found.count / 2;
    found.boxes = realloc(found.boxes, (size_t)room * sizeof *found.boxes);
    found.borders = realloc(found.borders, (size_t)room * sizeof *found.borders);
  }
  for (int y = 0; y < height; y++) {
    for (uint32_t i = row_start[y]; i < row_start[y + 1]; i++) {
      run_t run = found.runs[i];
      uint32_t region = found.parent[i] = found.parent[found.parent[i]];
      box_t *box = found.boxes + region;
      if (region == i) *box = (box_t){run.x0, run.x1, (uint16_t)y, (uint16_t)y, 0}, found.borders[i] = -1;
      if (run.x0 < box->x0) box->x0 = run.x0;
      if (run.x1 > box->x1) box->x1 = run.x1;
      box->y1 = (uint16_t)y;
      box->size += (uint32_t)(run.x1 - run.x0 + 1);
    }
  }
}

// The border between the regions of a light and a dark run, NULL where it cannot be a square's.
static zarray_t *border_of(uint32_t light, uint32_t dark) {
  light = found.parent[light], dark = found.parent[dark];
  const box_t *in = found.boxes + light, *out = found.boxes + dark;
  if (in->x0 < out->x0 || in->x1 > out->x1 || in->y0 < out->y0 || in->y1 > out->y1) return NULL;
  if (in->size < SMALLEST || out->size < SMALLEST || in->x1 - in->x0 < NARROWEST || in->y1 - in->y0 < NARROWEST) return NULL;
  for (int i = found.borders[light]; i >= 0; i = borders[i].next) {
    if (borders[i].dark == dark) return borders[i].points;
  }
  if (border_count == border_room) {
    border_room = 2 * border_room + 256;
    borders = realloc(borders, (size_t)border_room * sizeof *borders);
  }
  borders[border_count] = (border_t){light, dark, found.borders[light], zarray_create(sizeof(struct pt))};
  found.borders[light] = border_count;
  return borders[border_count++].points;
}

// AprilTag's points are in half pixels, with the step from dark to light.
static void add_point(zarray_t *points, int x, int y, int gx, int gy) {
  struct pt point = {.x = (uint16_t)x, .y = (uint16_t)y, .gx = (int16_t)gx, .gy = (int16_t)gy};
  zarray_add(points, &point);
}

// The points between a run and one of the other colour in the row below, straight and across, each once.
static void add_below(zarray_t *points, run_t a, run_t b, int y) {
  int step = (int)b.colour - (int)a.colour;
  int from = imax(a.x0, b.x0), to = imin(a.x1, b.x1);
  for (int x = from; x <= to; x++) add_point(points, 2 * x, 2 * y + 1, 0, step);
  from = imax(a.x0, b.x0 - 1), to = imin(a.x1, b.x1 - 1);
  for (int x = from; x <= to; x++) add_point(points, 2 * x + 1, 2 * y + 1, step, step);
  if (a.x0 - 1 >= b.x0 && a.x0 - 1 <= b.x1) add_point(points, 2 * a.x0 - 1, 2 * y + 1, -step, step);
  if (b.x1 + 1 > a.x0 && b.x1 + 1 <= a.x1) add_point(points, 2 * b.x1 + 1, 2 * y + 1, -step, step);
}

static void add_borders(int y, int height) {
  uint32_t first = row_start[y + 1], end = row_start[y + 1], last = y + 2 <= height ? row_start[y + 2] : end;
  for (uint32_t i = row_start[y]; i < end; i++) {
    run_t run = found.runs[i];
    if (i + 1 < end && found.runs[i + 1].x0 == run.x1 + 1) {
      zarray_t *points = run.colour == LIGHT ? border_of(i, i + 1) : border_of(i + 1, i);
      if (points) add_point(points, 2 * run.x1 + 1, 2 * y, (int)found.runs[i + 1].colour - (int)run.colour, 0);
    }
    while (first < last && found.runs[first].x1 + 1 < run.x0) first++;
    for (uint32_t k = first; k < last && found.runs[k].x0 <= run.x1 + 1; k++) {
      if (found.runs[k].colour == run.colour) continue;
      zarray_t *points = run.colour == LIGHT ? border_of(i, k) : border_of(k, i);
      if (points) add_below(points, run, found.runs[k], y);
    }
  }
}

// Whether a border goes round its region once. Each row and each column of a convex one is crossed twice, and up to as many
// corners are cut; a border of less is a piece of one, and one of more has bays.
static int is_outline(const border_t *border) {
  const box_t *box = found.boxes + border->light;
  int around = 2 * (box->x1 - box->x0 + box->y1 - box->y0), points = zarray_size(border->points);
  return points > around && points < 3 * around;
}

zarray_t *apriltag_quad_thresh(apriltag_detector_t *td, image_u8_t *im) {
  if (im->width < 3 * TILE || im->height < 3 * TILE) return zarray_create(sizeof(struct quad));
  find_regions(im, td->qtp.min_white_black_diff);
  measure_regions(im->height);
  border_count = 0;
  for (int y = 1; y < im->height - 1; y++) add_borders(y, im->height);
  zarray_t *clusters = zarray_create(sizeof(zarray_t *));
  for (int i = 0; i < border_count; i++) {
    if (is_outline(&borders[i])) zarray_add(clusters, &borders[i].points);
  }
  zarray_t *quads = fit_quads(td, im->width, im->height, clusters, im);
  for (int i = 0; i < border_count; i++) zarray_destroy(borders[i].points);
  zarray_destroy(clusters);
  return quads;
}

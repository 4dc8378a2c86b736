// A marker as its edges and cells, made from its word: what the tracker expects to see where it believes the page to be.
//
// Lengths are in cells, the origin is the middle of the marker, x to the right and y down the page. What the square holds
// (a code of any kind behind its quiet zone) and what lies around the marker are unknown and never used.

#include <math.h>
#include <stdint.h>
#include <string.h>

#define GRID 32
#define MAX_EDGES 640
#define MAX_SPOTS 256
#define MAX_CELLS 64
#define EDGES_PER_CELL 5
#define UNKNOWN (-1)
#define QUIET 0.97f  // cells inside the square that are surely white

typedef struct { float x, y, nx, ny, gap; } edge_t;   // (nx, ny) to the light side; gap to the next edge on the nearer side
typedef struct { float x, y, expected; } spot_t;      // middle of a piece of one colour: +1 white, -1 black
typedef struct { float x, y, dark_x, dark_y, light_x, light_y; } bit_t;  // a data cell, the black and the white next to it

typedef struct {
  int edge_count, spot_count, bit_count;
  float half;  // of the marker's width
  edge_t edges[MAX_EDGES];
  spot_t spots[MAX_SPOTS];
  bit_t bits[MAX_CELLS];
} pattern_t;

typedef struct {
  int square, whole;
  signed char cell[GRID][GRID];  // 1 white, 0 black, UNKNOWN outside
} grid_t;

static int colour(const grid_t *grid, int x, int y) {
  if (x < 0 || y < 0 || x >= grid->whole || y >= grid->whole) return UNKNOWN;
  return grid->cell[y][x];
}

// How far the colour at a cell goes on in one direction, cells; inside the square only as far as the quiet zone.
static float run_of(const grid_t *grid, int x, int y, int dx, int dy) {
  int first = (grid->whole - grid->square) / 2, last = first + grid->square - 1;
  int in_square = x >= first && x <= last && y >= first && y <= last;
  if (in_square) return QUIET;
  int seen = colour(grid, x, y), length = 0;
  while (colour(grid, x, y) == seen) x += dx, y += dy, length++;
  return (float)length;
}

// The edges between a cell and the next one to the right (dx = 1) or below (dy = 1), where their colours differ.
static void add_edges(pattern_t *made, const grid_t *grid, int x, int y, int dx, int dy) {
  int here = colour(grid, x, y), there = colour(grid, x + dx, y + dy);
  if (here == UNKNOWN || there == UNKNOWN || here == there) return;
  float sign = there > here ? 1.0f : -1.0f, half = 0.5f * (float)grid->whole;
  float gap = fminf(run_of(grid, x, y, -dx, -dy), run_of(grid, x + dx, y + dy, dx, dy));
  for (int i = 0; i < EDGES_PER_CELL && made->edge_count < MAX_EDGES; i++) {
    float along = 0.16f + 0.68f * (float)i / (EDGES_PER_CELL - 1);  // not at the corners: they are round in a picture
    made->edges[made->edge_count++] = (edge_t){
        (float)x + (dx ? 1.0f : along) - half, (float)y + (dy ? 1.0f : along) - half, sign * (float)dx, sign * (float)dy, gap};
  }
}

static void add_spots(pattern_t *made, const grid_t *grid, int x, int y) {
  int first = (grid->whole - grid->square) / 2, last = first + grid->square - 1;
  int inside = x > first && x < last && y > first && y < last;
  if (inside || made->spot_count >= MAX_SPOTS) return;
  float half = 0.5f * (float)grid->whole;
  made->spots[made->spot_count++] =
      (spot_t){(float)x + 0.5f - half, (float)y + 0.5f - half, colour(grid, x, y) ? 1.0f : -1.0f};
}

static float within(float v, float limit) { return fmaxf(-limit, fminf(limit, v)); }

// The pattern of `word`, whose highest of `count` bits is the cell at (xs[0], ys[0]); the square covers 0 .. square - 1.
static void make_pattern(pattern_t *made, uint64_t word, int count, const int32_t *xs, const int32_t *ys, int square, int whole) {
  static grid_t grid;
  int first = (whole - square) / 2;
  grid.square = square, grid.whole = whole;
  memset(grid.cell, 0, sizeof grid.cell);
  for (int y = first; y < first + square; y++) memset(&grid.cell[y][first], 1, (size_t)square);
  made->edge_count = made->spot_count = 0;
  made->bit_count = count;
  made->half = 0.5f * (float)whole;
  for (int i = 0; i < count; i++) {
    grid.cell[ys[i] + first][xs[i] + first] = (signed char)(word >> (count - 1 - i) & 1);
    float x = (float)xs[i] + 0.5f - 0.5f * (float)square, y = (float)ys[i] + 0.5f - 0.5f * (float)square;
    float dark = 0.5f * (float)square + 0.5f, light = 0.5f * (float)(square - QUIET);
    made->bits[i] = (bit_t){x, y, within(x, dark), within(y, dark), within(x, light), within(y, light)};
  }
  for (int y = 0; y < whole; y++) {
    for (int x = 0; x < whole; x++) {
      add_edges(made, &grid, x, y, 1, 0);
      add_edges(made, &grid, x, y, 0, 1);
      add_spots(made, &grid, x, y);
    }
  }
}

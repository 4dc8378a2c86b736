// Moves the corners of a found square to where its edges are, to a tenth of a pixel or so.
//
// A camera's picture is gamma coded: in it a blurred edge between black and white lies about 0.3 px inside the black, and
// the page seems nearer than it is. So the edges are found again in linear light, in the picture as it came (AprilTag
// blurs its own), as the middle of the change from dark to light across each side.

#include <math.h>
#include <stdint.h>

typedef struct { const uint8_t *pixels; int width, height; } gray_t;

#define SIDE_SAMPLES 48
#define PROFILE_STEPS 32

static float to_linear[256];

static void prepare_linear(void) {
  for (int i = 0; i < 256; i++) to_linear[i] = powf((float)i / 255.0f, 2.2f);
}

// Light at a place that is surely in the picture, bilinear, 0 to 1. The middle of the first pixel is 0.5, 0.5.
static float light_inside(gray_t image, float x, float y) {
  x -= 0.5f;
  y -= 0.5f;
  int left = (int)x, top = (int)y;
  float fx = x - (float)left, fy = y - (float)top;
  const uint8_t *p = image.pixels + (size_t)top * image.width + left;
  float upper = to_linear[p[0]] + fx * (to_linear[p[1]] - to_linear[p[0]]);
  p += image.width;
  float lower = to_linear[p[0]] + fx * (to_linear[p[1]] - to_linear[p[0]]);
  return upper + fy * (lower - upper);
}

// The same at any place; -1 outside.
static float light_at(gray_t image, double x, double y) {
  if (!(x >= 0.5 && y >= 0.5 && x < image.width - 0.51 && y < image.height - 0.51)) return -1;
  return light_inside(image, (float)x, (float)y);
}

// How far from (x, y) along the normal (to the light side) the edge lies, px; NAN when there is none within `reach`.
static double edge_along(gray_t image, double x, double y, double nx, double ny, double reach) {
  double step = 2 * reach / PROFILE_STEPS;
  float rise[PROFILE_STEPS], steepest = 0, before = light_at(image, x - reach * nx, y - reach * ny);
  for (int i = 0; i < PROFILE_STEPS; i++) {
    double at = -reach + (i + 1) * step;
    float now = light_at(image, x + at * nx, y + at * ny);
    if (before < 0 || now < 0) return NAN;
    rise[i] = now - before;
    if (rise[i] > steepest) steepest = rise[i];
    before = now;
  }
  double sum = 0, moment = 0;
  for (int i = 0; i < PROFILE_STEPS; i++) {
    if (rise[i] < 0.15f * steepest) continue;  // noise on both sides would draw the middle towards the first guess
    sum += rise[i];
    moment += rise[i] * (-reach + (i + 0.5) * step);
  }
  return sum > 0.02 ? moment / sum : NAN;
}

// The line offset(s) = c[0] + c[1] s through the measured offsets, by least squares without the far ones.
static int fit_offsets(const double *offsets, double c[2]) {
  double limit = INFINITY;
  c[0] = c[1] = 0;
  for (int round = 0; round < 3; round++) {
    double n = 0, s1 = 0, s2 = 0, o1 = 0, so = 0, error = 0;
    for (int i = 0; i < SIDE_SAMPLES; i++) {
      double s = (i + 0.5) / SIDE_SAMPLES, off = offsets[i] - c[0] - c[1] * s;
      if (isnan(offsets[i]) || fabs(off) > limit) continue;
      n++, s1 += s, s2 += s * s, o1 += offsets[i], so += s * offsets[i];
    }
    double det = n * s2 - s1 * s1;
    if (n < SIDE_SAMPLES / 3 || det < 1e-6) return 0;
    c[1] = (n * so - s1 * o1) / det;
    c[0] = (o1 - c[1] * s1) / n;
    for (int i = 0; i < SIDE_SAMPLES; i++) {
      double off = offsets[i] - c[0] - c[1] * (i + 0.5) / SIDE_SAMPLES;
      if (!isnan(offsets[i]) && fabs(off) <= limit) error += off * off;
    }
    limit = fmax(0.15, 2 * sqrt(error / n));
  }
  return 1;
}

// Where the lines a-b and c-d meet; 0 when they run alike.
static int meet(const double a[2], const double b[2], const double c[2], const double d[2], double at[2]) {
  double ux = b[0] - a[0], uy = b[1] - a[1], vx = d[0] - c[0], vy = d[1] - c[1], det = ux * vy - uy * vx;
  if (fabs(det) < 1e-9) return 0;
  double s = ((c[0] - a[0]) * vy - (c[1] - a[1]) * vx) / det;
  at[0] = a[0] + s * ux;
  at[1] = a[1] + s * uy;
  return 1;
}

// One side moved onto its edge; `cells` is the side's length in cells. Returns 0 when the edge cannot be made out.
static int move_side(gray_t image, double p[4][2], int k, int cells, double from[2], double to[2]) {
  const double *a = p[k], *b = p[(k + 1) & 3];
  double length = hypot(b[0] - a[0], b[1] - a[1]);
  if (length < 1) return 0;
  double nx = -(b[1] - a[1]) / length, ny = (b[0] - a[0]) / length;
  double cx = (p[(k + 2) & 3][0] + p[(k + 3) & 3][0]) / 2, cy = (p[(k + 2) & 3][1] + p[(k + 3) & 3][1]) / 2;
  double inwards = (cx - a[0]) * nx + (cy - a[1]) * ny;
  if (inwards < 0) { nx = -nx; ny = -ny; inwards = -inwards; }
  // On both sides the next edge lies a cell away: the data ring outside, the code inside.
  double reach = fmin(3.0, 0.8 * inwards / cells), offsets[SIDE_SAMPLES], c[2];
  if (reach < 1.2) return 0;
  for (int i = 0; i < SIDE_SAMPLES; i++) {
    double s = 0.04 + 0.92 * (i + 0.5) / SIDE_SAMPLES;  // corners are round
    offsets[i] = edge_along(image, a[0] + s * (b[0] - a[0]), a[1] + s * (b[1] - a[1]), nx, ny, reach);
  }
  if (!fit_offsets(offsets, c)) return 0;
  double first = c[0] - c[1] * 0.04 / 0.92, last = c[0] + c[1] * 0.96 / 0.92;
  from[0] = a[0] + first * nx, from[1] = a[1] + first * ny;
  to[0] = b[0] + last * nx, to[1] = b[1] + last * ny;
  return 1;
}

// Improves the corners of a light square inside dark, `cells` cells wide; returns 0 and leaves them where it cannot.
static int refine_square(gray_t image, double p[4][2], int cells) {
  for (int round = 0; round < 2; round++) {
    double from[4][2], to[4][2], moved[4][2];
    for (int k = 0; k < 4; k++) {
      if (!move_side(image, p, k, cells, from[k], to[k])) return round;
    }
    for (int k = 0; k < 4; k++) {
      int before = (k + 3) & 3;
      if (!meet(from[before], to[before], from[k], to[k], moved[k])) return round;
      if (hypot(moved[k][0] - p[k][0], moved[k][1] - p[k][1]) > 4) return round;
    }
    for (int k = 0; k < 4; k++) p[k][0] = moved[k][0], p[k][1] = moved[k][1];
  }
  return 1;
}

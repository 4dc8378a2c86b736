// Follows one marker from frame to frame: from a pose near the true one to the true one, by the marker's own edges.
//
// Each edge is looked for along its normal, in linear light (edges.h says why), and the pose moves until they fit: six
// unknowns, Gauss-Newton, edges that are far off (a finger, a shadow's border) left out. Then the cells are read at that
// pose (cells.h): a page that is not the one believed is never followed.

#include "cells.h"

#define LONGEST_SEARCH 26

typedef struct { float off, mu, mv; int edge; } measured_t;

#define CUT 1.5f
#define NEAR 0.1f   // px: nearer than this it need not come before it is fitted to all edges
#define FEWEST 12   // edges by which a pose can be moved
#define PLENTY 48   // edges by which it can be moved well
#define SMEARED 8   // px on either side over which a moving hand may have spread an edge
#define TIGHT 2.5f  // px: searched within this once the pose is nearly there

// The edge's line in the picture: unit normal to the light side, and px of the picture along it for a cell of the marker.
static float normal_at(const placed_t *at, const lens_t *lens, const edge_t *e, seen_t seen, float *mu, float *mv) {
  const float *R = at->R;
  float inverse = 1.0f / seen.depth, x = (seen.u - lens->cx) / lens->fx, y = (seen.v - lens->cy) / lens->fy;
  float nz = R[6] * e->nx + R[7] * e->ny, tz = -R[6] * e->ny + R[7] * e->nx;
  float du = lens->fx * (R[0] * e->nx + R[1] * e->ny - x * nz) * inverse;
  float dv = lens->fy * (R[3] * e->nx + R[4] * e->ny - y * nz) * inverse;
  float tu = lens->fx * (-R[0] * e->ny + R[1] * e->nx - x * tz) * inverse;
  float tv = lens->fy * (-R[3] * e->ny + R[4] * e->nx - y * tz) * inverse;
  float length = sqrtf(tu * tu + tv * tv);
  if (length < 1e-6f) return 0;
  *mu = -tv / length, *mv = tu / length;
  float scale = du * *mu + dv * *mv;
  if (scale < 0) *mu = -*mu, *mv = -*mv, scale = -scale;
  return scale;
}

// Where along its normal an edge lies, px from (u, v); 0 when there is none within `reach`. The steepest rise counts, the
// nearer the better; its place is the middle of all the light gained around it, as blur spreads a rise over many pixels and
// noise makes it rough.
static int find_edge(gray_t image, seen_t seen, float mu, float mv, float reach, float *off) {
  int n = (int)ceilf(reach), count = 2 * n + 5;
  if (n > LONGEST_SEARCH) n = LONGEST_SEARCH, count = 2 * n + 5;
  float light[2 * LONGEST_SEARCH + 5], rise[2 * LONGEST_SEARCH + 5], far = (float)(n + 2);
  if (light_at(image, seen.u - far * mu, seen.v - far * mv) < 0) return 0;
  if (light_at(image, seen.u + far * mu, seen.v + far * mv) < 0) return 0;
  for (int k = 0; k < count; k++) {
    float at = (float)(k - n - 2);
    light[k] = light_inside(image, seen.u + at * mu, seen.v + at * mv);
  }
  for (int k = 1; k < count - 1; k++) rise[k] = light[k + 1] - light[k - 1];
  int best = 0;
  float most = 0;
  for (int k = 2; k < count - 2; k++) {
    if (rise[k] < 0.02f || rise[k] < rise[k - 1] || rise[k] < rise[k + 1]) continue;
    float score = rise[k] * (1.0f - 0.5f * fabsf((float)(k - n - 2)) / (float)(n + 1));
    if (score > most) most = score, best = k;
  }
  if (!best) return 0;
  float sum = rise[best], moment = 0, least = 0.2f * rise[best];
  for (int side = -1; side <= 1; side += 2) {
    for (int k = best + side, away = 1; away <= SMEARED && k >= 1 && k <= count - 2 && rise[k] >= least; k += side, away++) {
      sum += rise[k];
      moment += rise[k] * (float)(side * away);
    }
  }
  *off = (float)(best - n - 2) + moment / sum;
  return 1;
}

// What was measured last.
static measured_t edges_found[MAX_EDGES];

// Of every so many edges those that can be seen from here and are found within `reach` px; `visible` counts those that
// could have been.
static int measure(gray_t image, const pattern_t *pattern, const placed_t *at, const lens_t *lens, float reach, int each,
                   measured_t *out, int *visible) {
  int count = 0;
  *visible = 0;
  for (int i = 0; i < pattern->edge_count; i += each) {
    const edge_t *e = &pattern->edges[i];
    seen_t seen = look_at(at, lens, e->x, e->y);
    measured_t one = {.edge = i};
    if (seen.depth < 1) continue;
    if (seen.u < 3 || seen.v < 3 || seen.u > (float)image.width - 3 || seen.v > (float)image.height - 3) continue;
    float room = e->gap * normal_at(at, lens, e, seen, &one.mu, &one.mv);
    if (room < 1.7f) continue;  // nearer edges than that melt into one
    (*visible)++;
    if (find_edge(image, seen, one.mu, one.mv, fminf(reach, 1.5f * room), &one.off)) out[count++] = one;
  }
  return count;
}

// Three times the median distance, px, within bounds: what lies farther off is something else.
static float cut_of(const measured_t *all, int count, float reach) {
  int bins[64] = {0}, sum = 0, bin = 0;
  for (int i = 0; i < count; i++) bins[(int)fminf(63.0f, fabsf(all[i].off) / reach * 63.0f)]++;
  while (bin < 63 && (sum += bins[bin]) * 2 < count) bin++;
  return fmaxf(CUT, 3.0f * (float)(bin + 1) / 63.0f * reach);
}

// One Gauss-Newton step with Tukey's weights. Returns how far it moved the marker's corners at most, px, or -1 when it cannot
// be told.
static float step_to(const pattern_t *pattern, placed_t *at, const lens_t *lens, const measured_t *all, int count, float cut) {
  double A[6][6] = {{0}}, b[6] = {0}, sum = 0;
  placed_t before = *at;
  for (int i = 0; i < count; i++) {
    float q = all[i].off / cut;
    if (q * q >= 1) continue;
    double weight = (1 - q * q) * (1 - q * q);
    const edge_t *e = &pattern->edges[all[i].edge];
    const float *R = at->R;
    double x = R[0] * e->x + R[1] * e->y, y = R[3] * e->x + R[4] * e->y, z = R[6] * e->x + R[7] * e->y;
    double inverse = 1 / (z + at->t[2]), gx = all[i].mu * lens->fx * inverse, gy = all[i].mv * lens->fy * inverse;
    double gz = -(gx * (x + at->t[0]) + gy * (y + at->t[1])) * inverse;
    double J[6] = {gz * y - gy * z, gx * z - gz * x, gy * x - gx * y, gx, gy, gz};
    for (int p = 0; p < 6; p++) {
      b[p] += weight * J[p] * all[i].off;
      for (int k = 0; k <= p; k++) A[p][k] += weight * J[p] * J[k];
    }
    sum += weight;
  }
  if (sum < 8) return -1;
  for (int p = 0; p < 6; p++) A[p][p] = A[p][p] * 1.0005 + 1e-6;
  if (!solve_six(A, b)) return -1;
  turn(at, b);
  for (int p = 0; p < 3; p++) at->t[p] += (float)b[3 + p];
  return apart(&before, at, lens, pattern->half);
}

// How well edges lie where they were measured to be.
static void judge(const measured_t *all, int count, fit_t *fit) {
  float squares = 0, cost = 0;
  fit->inliers = 0;
  for (int i = 0; i < count; i++) {
    float square = all[i].off * all[i].off;
    cost += fminf(square, CUT * CUT);
    if (square < CUT * CUT) fit->inliers++, squares += square;
  }
  fit->error = sqrtf(squares / fmaxf(1, (float)fit->inliers));
  fit->cost = cost / fmaxf(1, (float)count);
}

// The same by every fourth edge, into edges_found; by every other one where that would be too few.
static int measure_few(gray_t image, const pattern_t *pattern, const placed_t *at, const lens_t *lens, float reach, int *visible) {
  int count = measure(image, pattern, at, lens, reach, 4, edges_found, visible);
  return count < PLENTY ? measure(image, pattern, at, lens, reach, 2, edges_found, visible) : count;
}

// Moves a pose towards the marker's edges, searched within `reach` px at first, by few of them while they are searched far
// and by every other one then. 0 when there are too few.
static int approach(gray_t image, const pattern_t *pattern, placed_t *at, const lens_t *lens, float reach, int rounds, fit_t *fit) {
  for (int round = 0; round < rounds; round++) {
    int count = reach > TIGHT ? measure_few(image, pattern, at, lens, reach, &fit->visible)
                              : measure(image, pattern, at, lens, reach, 2, edges_found, &fit->visible);
    if (count < FEWEST) return 0;
    float moved = step_to(pattern, at, lens, edges_found, count, cut_of(edges_found, count, reach));
    if (!(moved >= 0) || !(at->t[2] > 1)) return 0;
    if (reach <= TIGHT && moved < NEAR) break;
    reach = fmaxf(TIGHT, 0.5f * reach);
  }
  return 1;
}

// Moves a pose onto the marker's edges, in the end by all of them.
static int align(gray_t image, const pattern_t *pattern, placed_t *at, const lens_t *lens, float reach, int rounds, fit_t *fit) {
  if (!approach(image, pattern, at, lens, reach, rounds, fit)) return 0;
  int count = measure(image, pattern, at, lens, TIGHT, 1, edges_found, &fit->visible);
  step_to(pattern, at, lens, edges_found, count, cut_of(edges_found, count, TIGHT));
  judge(edges_found, count, fit);
  return 1;
}

// Whether a pose, moved onto a few of the marker's edges, may come to fit within that cost.
static int promises(gray_t image, const pattern_t *pattern, placed_t *at, const lens_t *lens, float cost) {
  fit_t fit;
  for (int round = 0; round < 3; round++) {
    int count = measure_few(image, pattern, at, lens, TIGHT, &fit.visible);
    judge(edges_found, count, &fit);
    if (count < FEWEST || (round > 0 && fit.cost > (round == 1 ? 2 : 1) * cost)) return 0;
    if (round < 2 && !(step_to(pattern, at, lens, edges_found, count, cut_of(edges_found, count, TIGHT)) >= 0)) return 0;
  }
  return at->t[2] > 1;
}

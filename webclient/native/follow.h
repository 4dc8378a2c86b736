// Follows one marker from frame to frame: from a pose near the true one to the true one, by the marker's own edges.
//
// Each edge is looked for along its normal, in linear light (edges.h says why), and the pose moves until they fit: six
// unknowns, Gauss-Newton, edges that are far off (a finger, a shadow's border) left out. Then the cells are read at that
// pose: a page that is not the one believed is never followed.

#include "edges.h"
#include "pattern.h"
#include "pose.h"

#define LONGEST_SEARCH 26

typedef struct { float off, mu, mv; int edge; } measured_t;
typedef struct {
  int visible, inliers;
  float error;        // px, of the inliers
  float cost;         // mean squared error in px^2 over all that was measured, each at most CUT^2
  float correlation;  // of the cells with their word
  float right;        // share of the cells that could be read and are as in their word
  int word, known;    // the word that fits the cells best; how many cells could be read
} fit_t;

#define CUT 1.5f
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
// nearer the better; its place is the middle of the light gained around it.
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
  float sum = rise[best], moment = 0, least = 0.15f * rise[best];
  for (int side = -1; side <= 1; side += 2) {
    for (int k = best + side, far = 1; far <= 3 && k >= 1 && k <= count - 2; k += side, far++) {
      if (rise[k] < least || rise[k] > rise[k - side]) break;
      sum += rise[k];
      moment += rise[k] * (float)(side * far);
    }
  }
  *off = (float)(best - n - 2) + moment / sum;
  return 1;
}

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

// One Gauss-Newton step with Tukey's weights. Returns the step's size in px, or -1 when it cannot be told.
static float step_to(const pattern_t *pattern, placed_t *at, const lens_t *lens, const measured_t *all, int count, float cut) {
  double A[6][6] = {{0}}, b[6] = {0}, sum = 0, moved = 0;
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
  for (int p = 0; p < 6; p++) moved += b[p] * b[p] * (p < 3 ? 36.0 : 1.0);
  return (float)sqrt(moved) * lens->fx / at->t[2];
}

// Moves a pose onto the marker's edges, searched within `reach` px at first; by every other edge, and in the end
// by all of them. 0 when there are too few.
static int align(gray_t image, const pattern_t *pattern, placed_t *at, const lens_t *lens, float reach, int rounds, fit_t *fit) {
  static measured_t all[MAX_EDGES];
  for (int round = 0; round < rounds; round++) {
    int count = measure(image, pattern, at, lens, reach, 2, all, &fit->visible);
    if (count < 12) return 0;
    float moved = step_to(pattern, at, lens, all, count, cut_of(all, count, reach));
    if (!(moved >= 0) || !(at->t[2] > 1)) return 0;
    if (reach <= TIGHT && moved < 0.1f) break;
    reach = fmaxf(TIGHT, 0.5f * reach);
  }
  int count = measure(image, pattern, at, lens, TIGHT, 1, all, &fit->visible);
  step_to(pattern, at, lens, all, count, cut_of(all, count, TIGHT));
  float squares = 0, cost = 0;
  fit->inliers = 0;
  for (int i = 0; i < count; i++) {
    float square = all[i].off * all[i].off;
    cost += fminf(square, CUT * CUT);
    if (square < CUT * CUT) fit->inliers++, squares += square;
  }
  fit->error = sqrtf(squares / fmaxf(1, (float)fit->inliers));
  fit->cost = cost / fmaxf(1, (float)count);
  return 1;
}

// Reads the data cells at a pose, each against the black and the white next to it, so that no shadow turns one over:
// +1 white, -1 black, 0 when it cannot be told (a finger, glare, outside the picture). Returns how many could be read.
static int read_bits(gray_t image, const pattern_t *pattern, const placed_t *at, const lens_t *lens, float *bits) {
  int known = 0;
  for (int i = 0; i < pattern->bit_count; i++) {
    const bit_t *b = &pattern->bits[i];
    seen_t own = look_at(at, lens, b->x, b->y), dark = look_at(at, lens, b->dark_x, b->dark_y);
    seen_t light = look_at(at, lens, b->light_x, b->light_y);
    float low = light_at(image, dark.u, dark.v), high = light_at(image, light.u, light.v);
    float value = light_at(image, own.u, own.v);
    bits[i] = 0;
    if (low < 0 || high < 0 || value < 0 || high < low + 0.01f || high < 1.35f * low) continue;
    bits[i] = within(2 * (value - low) / (high - low) - 1 + 0.12f, 1);  // a blurred white cell is not as light as the square
    known++;
  }
  return known;
}

// Which of the words fits the cells best, and how well; the one `believed` stays unless another is clearly better.
static void identify(const float *bits, int count, const uint64_t *words, int word_count, int believed, fit_t *fit) {
  float best = -2;
  fit->word = -1;
  for (int w = 0; w < word_count; w++) {
    float sum = 0, all = 0, right = 0, known = 0;
    for (int i = 0; i < count; i++) {
      float expected = words[w] >> (count - 1 - i) & 1 ? 1.0f : -1.0f;
      if (bits[i] == 0) continue;
      sum += bits[i] * expected;
      all += fabsf(bits[i]);
      right += bits[i] * expected > 0 ? 1.0f : 0.0f;
      known++;
    }
    float score = known < 1 ? -2 : sum / all + (w == believed ? 0.1f : 0);
    if (score <= best) continue;
    best = score;
    fit->correlation = sum / all;
    fit->right = right / known;
    fit->word = w;
  }
}

// The best place for the pattern around a pose, moved by up to `reach` px each way without turning, by correlation with
// the picture. Good for swings of the hand, whose blur leaves no edge to be found but the cells as spots.
static void shift_to_best(gray_t image, const pattern_t *pattern, placed_t *at, const lens_t *lens, float reach) {
  static seen_t seen[MAX_SPOTS];
  float mean = 0, best = 0.2f, best_u = 0, best_v = 0;
  for (int i = 0; i < pattern->spot_count; i++) {
    seen[i] = look_at(at, lens, pattern->spots[i].x, pattern->spots[i].y);
    mean += pattern->spots[i].expected / (float)pattern->spot_count;
  }
  float step = fmaxf(1.5f, 0.3f * lens->fx / at->t[2]);
  for (float v = -reach; v <= reach; v += step) {
    for (float u = -reach; u <= reach; u += step) {
      float sum = 0, squares = 0, product = 0, expected = 0, n = 0;
      for (int i = 0; i < pattern->spot_count; i++) {
        int x = (int)(seen[i].u + u), y = (int)(seen[i].v + v);
        if (x < 0 || y < 0 || x >= image.width || y >= image.height) continue;
        float value = image.pixels[y * image.width + x], e = pattern->spots[i].expected - mean;
        sum += value, squares += value * value, product += value * e, expected += e * e, n++;
      }
      float spread = squares - sum * sum / fmaxf(1, n);
      if (n < 0.7f * (float)pattern->spot_count || spread < 25 * n) continue;
      float score = product / sqrtf(spread * expected);
      if (score > best) best = score, best_u = u, best_v = v;
    }
  }
  at->t[0] += best_u * at->t[2] / lens->fx;
  at->t[1] += best_v * at->t[2] / lens->fy;
}

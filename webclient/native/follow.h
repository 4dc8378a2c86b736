// Follows one marker from frame to frame: from a pose near the true one to the true one, by the marker's own edges.
//
// Each edge is looked for along its normal, in linear light (edges.h says why), and the pose moves until they fit: six
// unknowns, Gauss-Newton, edges that are far off (a finger, a shadow's border) left out. Then the cells are read at that
// pose: a page that is not the one believed is never followed.

#include "edges.h"
#include "pattern.h"

#define LONGEST_SEARCH 26

typedef struct { float R[9], t[3]; } placed_t;
typedef struct { float fx, fy, cx, cy; } lens_t;
typedef struct { float u, v, depth; } seen_t;
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

static seen_t look_at(const placed_t *at, const lens_t *lens, float x, float y) {
  const float *R = at->R, *t = at->t;
  float depth = R[6] * x + R[7] * y + t[2], inverse = 1.0f / depth;
  return (seen_t){lens->fx * (R[0] * x + R[1] * y + t[0]) * inverse + lens->cx,
                  lens->fy * (R[3] * x + R[4] * y + t[1]) * inverse + lens->cy, depth};
}

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

// Solves a symmetric positive system of six in place (Cholesky); 0 when it is singular.
static int solve_six(double A[6][6], double b[6]) {
  for (int i = 0; i < 6; i++) {
    for (int j = 0; j <= i; j++) {
      double sum = A[i][j];
      for (int k = 0; k < j; k++) sum -= A[i][k] * A[j][k];
      if (i != j) A[i][j] = sum / A[j][j];
      else if (sum <= 1e-12) return 0;
      else A[i][i] = sqrt(sum);
    }
  }
  for (int i = 0; i < 6; i++) {
    for (int k = 0; k < i; k++) b[i] -= A[i][k] * b[k];
    b[i] /= A[i][i];
  }
  for (int i = 5; i >= 0; i--) {
    for (int k = i + 1; k < 6; k++) b[i] -= A[k][i] * b[k];
    b[i] /= A[i][i];
  }
  return 1;
}

// Turns the page in the camera's frame by a rotation vector (Rodrigues).
static void turn(placed_t *at, const double w[3]) {
  double angle = sqrt(w[0] * w[0] + w[1] * w[1] + w[2] * w[2]);
  double s = angle < 1e-9 ? 1 : sin(angle) / angle, c = angle < 1e-9 ? 0.5 : (1 - cos(angle)) / (angle * angle);
  double E[9] = {1 - c * (w[1] * w[1] + w[2] * w[2]), c * w[0] * w[1] - s * w[2], c * w[0] * w[2] + s * w[1],
                 c * w[0] * w[1] + s * w[2], 1 - c * (w[0] * w[0] + w[2] * w[2]), c * w[1] * w[2] - s * w[0],
                 c * w[0] * w[2] - s * w[1], c * w[1] * w[2] + s * w[0], 1 - c * (w[0] * w[0] + w[1] * w[1])};
  float R[9];
  for (int i = 0; i < 3; i++) {
    for (int j = 0; j < 3; j++) {
      R[3 * i + j] = (float)(E[3 * i] * at->R[j] + E[3 * i + 1] * at->R[3 + j] + E[3 * i + 2] * at->R[6 + j]);
    }
  }
  // Thousands of small turns in single precision would bend it: the rows are made a rotation again.
  float first = 1 / sqrtf(R[0] * R[0] + R[1] * R[1] + R[2] * R[2]);
  for (int j = 0; j < 3; j++) R[j] *= first;
  float shared = R[0] * R[3] + R[1] * R[4] + R[2] * R[5];
  for (int j = 0; j < 3; j++) R[3 + j] -= shared * R[j];
  float second = 1 / sqrtf(R[3] * R[3] + R[4] * R[4] + R[5] * R[5]);
  for (int j = 0; j < 3; j++) R[3 + j] *= second;
  for (int j = 0; j < 3; j++) R[6 + j] = R[(j + 1) % 3] * R[3 + (j + 2) % 3] - R[(j + 2) % 3] * R[3 + (j + 1) % 3];
  memcpy(at->R, R, sizeof R);
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

// The other pose in which a small square looks nearly the same: its normal mirrored at the line of sight.
static placed_t mirrored(const placed_t *at) {
  placed_t other = *at;
  double length = sqrt(at->t[0] * at->t[0] + at->t[1] * at->t[1] + at->t[2] * at->t[2]);
  double d[3] = {at->t[0] / length, at->t[1] / length, at->t[2] / length}, n[3] = {at->R[2], at->R[5], at->R[8]};
  double w[3] = {n[1] * d[2] - n[2] * d[1], n[2] * d[0] - n[0] * d[2], n[0] * d[1] - n[1] * d[0]};
  double sine = sqrt(w[0] * w[0] + w[1] * w[1] + w[2] * w[2]), cosine = n[0] * d[0] + n[1] * d[1] + n[2] * d[2];
  if (sine < 1e-6) return other;
  double angle = 2 * atan2(sine, cosine);
  for (int i = 0; i < 3; i++) w[i] *= angle / sine;
  turn(&other, w);
  return other;
}

// How far the corners of two poses lie apart at most, px.
static float apart(const placed_t *a, const placed_t *b, const lens_t *lens, float half) {
  float most = 0;
  for (int i = 0; i < 4; i++) {
    float x = i & 1 ? half : -half, y = i & 2 ? half : -half;
    seen_t p = look_at(a, lens, x, y), q = look_at(b, lens, x, y);
    most = fmaxf(most, hypotf(p.u - q.u, p.v - q.v));
  }
  return most;
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

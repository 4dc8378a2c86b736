// Where a marker lies before the camera, and how that is turned, compared and solved for. Lengths in cells of the marker.

#include <math.h>
#include <string.h>

typedef struct { float R[9], t[3]; } placed_t;
typedef struct { float fx, fy, cx, cy; } lens_t;
typedef struct { float u, v, depth; } seen_t;

static seen_t look_at(const placed_t *at, const lens_t *lens, float x, float y) {
  const float *R = at->R, *t = at->t;
  float depth = R[6] * x + R[7] * y + t[2], inverse = 1.0f / depth;
  return (seen_t){lens->fx * (R[0] * x + R[1] * y + t[0]) * inverse + lens->cx,
                  lens->fy * (R[3] * x + R[4] * y + t[1]) * inverse + lens->cy, depth};
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

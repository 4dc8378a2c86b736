// What a marker's cells say at a pose: which word stands there, and where they lie when a blur has left no edges.

#include "edges.h"
#include "pattern.h"
#include "pose.h"

typedef struct {
  int visible, inliers;
  float error;        // px, of the inliers
  float cost;         // mean squared error in px^2 over all that was measured, each at most CUT^2
  float correlation;  // of the cells with their word
  float right;        // share of the cells that could be read and are as in their word
  int word, known;    // the word that fits the cells best; how many cells could be read
} fit_t;

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
  // Four cells are looked up at a time: a library has hundreds of words, and this is asked in every frame.
  static float sums[MAX_CELLS / 4][16];
  uint64_t read = 0, white = 0;
  float all = 0, best = -2;
  memset(sums, 0, sizeof sums);
  for (int i = 0; i < count; i++) {
    int bit = count - 1 - i;
    for (int four = 0; four < 16; four++) sums[bit / 4][four] += four >> bit % 4 & 1 ? bits[i] : -bits[i];
    read |= (uint64_t)(bits[i] != 0) << bit;
    white |= (uint64_t)(bits[i] > 0) << bit;
    all += fabsf(bits[i]);
  }
  fit->word = -1;
  if (!read) return;
  for (int w = 0; w < word_count; w++) {
    float sum = 0;
    for (int k = 0; 4 * k < count; k++) sum += sums[k][words[w] >> 4 * k & 15];
    float score = sum / all + (w == believed ? 0.1f : 0);
    if (score <= best) continue;
    best = score;
    fit->correlation = sum / all;
    fit->right = (float)__builtin_popcountll(read & ~(words[w] ^ white)) / (float)__builtin_popcountll(read);
    fit->word = w;
  }
}

// How well the picture is as the pattern's spots where they are seen, moved by (u, v) px: their correlation, or -1 when too few
// are in the picture or it is blank there.
static float likeness(gray_t image, const pattern_t *pattern, const seen_t *seen, float mean, float u, float v) {
  float sum = 0, squares = 0, product = 0, expected = 0, n = 0;
  for (int i = 0; i < pattern->spot_count; i++) {
    int x = (int)(seen[i].u + u), y = (int)(seen[i].v + v);
    if (x < 0 || y < 0 || x >= image.width || y >= image.height) continue;
    float value = image.pixels[y * image.width + x], e = pattern->spots[i].expected - mean;
    sum += value, squares += value * value, product += value * e, expected += e * e, n++;
  }
  float spread = squares - sum * sum / fmaxf(1, n);
  if (n < 0.7f * (float)pattern->spot_count || spread < 25 * n) return -1;
  return product / sqrtf(spread * expected);
}

// The best place for the pattern around a pose, moved by up to `reach` px each way without turning, by correlation with
// the picture: in wide steps first. Good for swings of the hand, whose blur leaves no edge to be found but the cells as spots.
static void shift_to_best(gray_t image, const pattern_t *pattern, placed_t *at, const lens_t *lens, float reach) {
  static seen_t seen[MAX_SPOTS];
  float mean = 0, best = 0.2f, u = 0, v = 0, step = fmaxf(3, 0.6f * lens->fx / at->t[2]);
  for (int i = 0; i < pattern->spot_count; i++) {
    seen[i] = look_at(at, lens, pattern->spots[i].x, pattern->spots[i].y);
    mean += pattern->spots[i].expected / (float)pattern->spot_count;
  }
  for (int round = 0; round < 2; round++, reach = 0.5f * step, step *= 0.5f) {
    float from_u = u, from_v = v;
    for (float dv = -reach; dv <= reach; dv += step) {
      for (float du = -reach; du <= reach; du += step) {
        float score = likeness(image, pattern, seen, mean, from_u + du, from_v + dv);
        if (score > best) best = score, u = from_u + du, v = from_v + dv;
      }
    }
  }
  at->t[0] += u * at->t[2] / lens->fx;
  at->t[1] += v * at->t[2] / lens->fy;
}

#include "CEncoderKernels.h"

// Vectors are passed between inlined functions only, so how they would be passed
// to others does not matter.
#pragma clang diagnostic ignored "-Wpsabi"
#pragma clang diagnostic ignored "-Wunused-function"
// A product added at once is rounded once and not twice, on processors that can.
#pragma STDC FP_CONTRACT OFF

typedef float v16 __attribute__((ext_vector_type(16)));
typedef float v8 __attribute__((ext_vector_type(8)));
typedef float v4 __attribute__((ext_vector_type(4)));
typedef int32_t v16i __attribute__((ext_vector_type(16)));
typedef uint8_t v16b __attribute__((ext_vector_type(16)));

// 1.5 · 2²³: added to a number below 2²², it leaves no room for a fraction.
#define ROUNDING 12582912.0f

// MARK: Any processor

#define VARIANT portable
#include "numbers.inc"

#if defined(__ARM_FEATURE_DOTPROD)
#include <arm_neon.h>

static void multiply_portable(struct stet_rows rows, struct stet_matrix matrix, float *output) {
  size_t steps = matrix.columns / 4;
  for (size_t column = 0; column < matrix.rows; column += 16) {
    const int8_t *weights = matrix.weights + column * matrix.columns;
    for (size_t row = 0; row < rows.count; row++) {
      const uint8_t *values = rows.values + row * matrix.columns;
      int32x4_t sums[4] = {vdupq_n_s32(0), vdupq_n_s32(0), vdupq_n_s32(0), vdupq_n_s32(0)};
      for (size_t step = 0; step < steps; step++) {
        uint32_t four;
        __builtin_memcpy(&four, values + step * 4, 4);
        // Both factors have a sign, so 128 is taken off here and added back below.
        int8x16_t value = vreinterpretq_s8_u32(vdupq_n_u32(four ^ 0x80808080u));
        for (int part = 0; part < 4; part++)
          sums[part] = vdotq_s32(sums[part], vld1q_s8(weights + step * 64 + part * 16), value);
      }
      int32_t all[16];
      for (int part = 0; part < 4; part++) {
        int32x4_t weight = vld1q_s32(matrix.sums + column + part * 4);
        vst1q_s32(all + part * 4, vmlaq_n_s32(sums[part], weight, 128));
      }
      finish_portable(all, rows, row, matrix, column, output);
    }
  }
}
#elif defined(__SSE2__)
#include <emmintrin.h>

static void multiply_portable(struct stet_rows rows, struct stet_matrix matrix, float *output) {
  for (size_t column = 0; column < matrix.rows; column += 16) {
    for (size_t row = 0; row < rows.count; row++) {
      const int8_t *weights = matrix.weights + column * matrix.columns;
      const uint8_t *values = rows.values + row * matrix.columns;
      __m128i sums[4] = {_mm_setzero_si128(), _mm_setzero_si128(), _mm_setzero_si128(),
                         _mm_setzero_si128()};
      for (size_t step = 0; step < matrix.columns; step += 4, weights += 64) {
        int32_t four;
        __builtin_memcpy(&four, values + step, 4);
        // Bytes of even and of odd places, each as 16 bits.
        __m128i value = _mm_set1_epi32(four);
        __m128i even = _mm_and_si128(value, _mm_set1_epi16(0xFF));
        __m128i odd = _mm_srli_epi16(value, 8);
        for (int part = 0; part < 4; part++) {
          __m128i weight = _mm_loadu_si128((const __m128i *)(weights + part * 16));
          __m128i low = _mm_madd_epi16(_mm_srai_epi16(_mm_slli_epi16(weight, 8), 8), even);
          __m128i high = _mm_madd_epi16(_mm_srai_epi16(weight, 8), odd);
          sums[part] = _mm_add_epi32(sums[part], _mm_add_epi32(low, high));
        }
      }
      int32_t all[16];
      __builtin_memcpy(all, sums, sizeof(all));
      finish_portable(all, rows, row, matrix, column, output);
    }
  }
}
#else
static void multiply_portable(struct stet_rows rows, struct stet_matrix matrix, float *output) {
  size_t steps = matrix.columns / 4;
  for (size_t column = 0; column < matrix.rows; column += 16) {
    const int8_t *weights = matrix.weights + column * matrix.columns;
    for (size_t row = 0; row < rows.count; row++) {
      const uint8_t *values = rows.values + row * matrix.columns;
      int32_t sums[16] = {0};
      for (size_t step = 0; step < steps; step++) {
        const int8_t *block = weights + step * 64;
        const uint8_t *four = values + step * 4;
        for (size_t i = 0; i < 16; i++)
          sums[i] += block[i * 4] * four[0] + block[i * 4 + 1] * four[1]
              + block[i * 4 + 2] * four[2] + block[i * 4 + 3] * four[3];
      }
      finish_portable(sums, rows, row, matrix, column, output);
    }
  }
}
#endif

#undef VARIANT

// The most columns of a matrix, and numbers of a row.
enum { MOST_COLUMNS = 1536 };

static void dots_portable(
    const int8_t *query, const int8_t *rows, size_t width, size_t count, int32_t *output) {
  // Kept where no output can be written to, so that it stays in registers.
  int16_t wide[MOST_COLUMNS];
  for (size_t i = 0; i < width; i++) wide[i] = query[i];
  for (size_t row = 0; row < count; row++, rows += width) {
    int32_t sum = 0;
    for (size_t start = 0; start < width; start += 64)
      for (size_t i = 0; i < 64; i++) sum += wide[start + i] * (int16_t)rows[start + i];
    output[row] = sum;
  }
}

#define KERNELS(variant, title)                                                                \
  static const struct stet_encoder_kernels variant##_kernels = {                               \
      title,           quantize_##variant, multiply_##variant, gelu_##variant,                 \
      normalize_##variant, attend_##variant,   pool_##variant,  dots_##variant}

KERNELS(portable, "portable");

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

// MARK: AVX2

#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)
#define VARIANT avx2
#include "numbers.inc"

// `count` rows, widened to 16 bits, times 16 rows of the matrix. Products of two
// 8-bit numbers, one of them without a sign, fit in 16 bits, their sums in 32.
#define AVX2_TILE(count)                                                                       \
  INLINE void avx2_tile_##count(                                                               \
      const int16_t *values, struct stet_rows rows, size_t row, struct stet_matrix matrix,     \
      size_t column, float *output) {                                                          \
    const int8_t *weights = matrix.weights + column * matrix.columns;                          \
    __m256i sums[count][4];                                                                    \
    for (int i = 0; i < count; i++)                                                            \
      for (int part = 0; part < 4; part++) sums[i][part] = _mm256_setzero_si256();             \
    for (size_t step = 0; step < matrix.columns; step += 4, weights += 64) {                   \
      __m256i value[count];                                                                    \
      for (int i = 0; i < count; i++) {                                                        \
        int64_t four;                                                                          \
        __builtin_memcpy(&four, values + (size_t)i * matrix.columns + step, 8);                \
        value[i] = _mm256_set1_epi64x(four);                                                   \
      }                                                                                        \
      for (int part = 0; part < 4; part++) {                                                   \
        __m256i weight =                                                                       \
            _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(weights + part * 16)));     \
        for (int i = 0; i < count; i++)                                                        \
          sums[i][part] =                                                                      \
              _mm256_add_epi32(sums[i][part], _mm256_madd_epi16(weight, value[i]));            \
      }                                                                                        \
    }                                                                                          \
    for (int i = 0; i < count; i++) {                                                          \
      int32_t halves[32], all[16];                                                             \
      __builtin_memcpy(halves, sums[i], sizeof(halves));                                       \
      for (int j = 0; j < 16; j++) all[j] = halves[2 * j] + halves[2 * j + 1];                 \
      finish_avx2(all, rows, row + (size_t)i, matrix, column, output);                         \
    }                                                                                          \
  }
AVX2_TILE(1)
AVX2_TILE(3)

// Rows that are widened at once.
enum { AVX2_ROWS = 12 };

static void multiply_avx2(struct stet_rows rows, struct stet_matrix matrix, float *output) {
  int16_t wide[AVX2_ROWS * MOST_COLUMNS];
  for (size_t first = 0; first < rows.count; first += AVX2_ROWS) {
    size_t count = rows.count - first < AVX2_ROWS ? rows.count - first : AVX2_ROWS;
    const uint8_t *values = rows.values + first * matrix.columns;
    for (size_t i = 0; i < count * matrix.columns; i++) wide[i] = values[i];
    for (size_t column = 0; column < matrix.rows; column += 16) {
      size_t row = 0;
      for (; row + 3 <= count; row += 3)
        avx2_tile_3(wide + row * matrix.columns, rows, first + row, matrix, column, output);
      for (; row < count; row++)
        avx2_tile_1(wide + row * matrix.columns, rows, first + row, matrix, column, output);
    }
  }
}
// Adds up four vectors of 8 sums each.
INLINE __m128i four_sums(__m256i a, __m256i b, __m256i c, __m256i d) {
  __m256i sums = _mm256_hadd_epi32(_mm256_hadd_epi32(a, b), _mm256_hadd_epi32(c, d));
  return _mm_add_epi32(_mm256_castsi256_si128(sums), _mm256_extracti128_si256(sums, 1));
}

static void dots_avx2(
    const int8_t *query, const int8_t *rows, size_t width, size_t count, int32_t *output) {
  int16_t wide[MOST_COLUMNS];
  for (size_t i = 0; i < width; i++) wide[i] = query[i];
  size_t row = 0;
  for (; row + 4 <= count; row += 4, rows += 4 * width) {
    __m256i sums[4];
    for (int i = 0; i < 4; i++) sums[i] = _mm256_setzero_si256();
    for (size_t start = 0; start < width; start += 16) {
      __m256i factors = _mm256_loadu_si256((const __m256i *)(wide + start));
      for (size_t i = 0; i < 4; i++) {
        __m128i bytes = _mm_loadu_si128((const __m128i *)(rows + i * width + start));
        sums[i] =
            _mm256_add_epi32(sums[i], _mm256_madd_epi16(_mm256_cvtepi8_epi16(bytes), factors));
      }
    }
    _mm_storeu_si128((__m128i *)(output + row), four_sums(sums[0], sums[1], sums[2], sums[3]));
  }
  dots_portable(query, rows, width, count - row, output + row);
}
#undef VARIANT
#pragma clang attribute pop

KERNELS(avx2, "avx2");

// MARK: AVX-VNNI

#pragma clang attribute push(__attribute__((target("avx2,avxvnni"))), apply_to = function)
#define VARIANT avxvnni
#include "numbers.inc"

// `count` rows times 16 rows of the matrix.
#define AVXVNNI_TILE(count)                                                                    \
  INLINE void avxvnni_tile_##count(                                                            \
      struct stet_rows rows, size_t row, struct stet_matrix matrix, size_t column,             \
      float *output) {                                                                         \
    const int8_t *weights = matrix.weights + column * matrix.columns;                          \
    const uint8_t *values = rows.values + row * matrix.columns;                                \
    __m256i sums[count][2];                                                                    \
    for (int i = 0; i < count; i++) sums[i][0] = sums[i][1] = _mm256_setzero_si256();          \
    for (size_t step = 0; step < matrix.columns; step += 4, weights += 64) {                   \
      __m256i low = _mm256_loadu_si256((const __m256i *)weights);                              \
      __m256i high = _mm256_loadu_si256((const __m256i *)(weights + 32));                      \
      for (int i = 0; i < count; i++) {                                                        \
        int32_t four;                                                                          \
        __builtin_memcpy(&four, values + (size_t)i * matrix.columns + step, 4);                \
        __m256i value = _mm256_set1_epi32(four);                                               \
        sums[i][0] = _mm256_dpbusd_avx_epi32(sums[i][0], value, low);                          \
        sums[i][1] = _mm256_dpbusd_avx_epi32(sums[i][1], value, high);                         \
      }                                                                                        \
    }                                                                                          \
    for (int i = 0; i < count; i++) {                                                          \
      int32_t all[16];                                                                         \
      __builtin_memcpy(all, sums[i], sizeof(all));                                             \
      finish_avxvnni(all, rows, row + (size_t)i, matrix, column, output);                      \
    }                                                                                          \
  }
AVXVNNI_TILE(1)
AVXVNNI_TILE(2)
AVXVNNI_TILE(6)

static void multiply_avxvnni(struct stet_rows rows, struct stet_matrix matrix, float *output) {
  for (size_t column = 0; column < matrix.rows; column += 16) {
    size_t row = 0;
    for (; row + 6 <= rows.count; row += 6) avxvnni_tile_6(rows, row, matrix, column, output);
    for (; row + 2 <= rows.count; row += 2) avxvnni_tile_2(rows, row, matrix, column, output);
    if (row < rows.count) avxvnni_tile_1(rows, row, matrix, column, output);
  }
}

#define dots_avxvnni dots_avx2
#undef VARIANT
#pragma clang attribute pop

KERNELS(avxvnni, "avxvnni");

// MARK: AVX-512 VNNI

#pragma clang attribute push(                                                                  \
    __attribute__((target("avx2,avx512f,avx512bw,avx512dq,avx512vl,avx512vnni"))),             \
    apply_to = function)
#define VARIANT avx512vnni
#include "numbers.inc"

// `count` rows times `wide` times 16 rows of the matrix.
#define AVX512_TILE(count, wide)                                                               \
  INLINE void avx512_tile_##count##_##wide(                                                    \
      struct stet_rows rows, size_t row, struct stet_matrix matrix, size_t column,             \
      float *output) {                                                                         \
    const int8_t *weights = matrix.weights + column * matrix.columns;                          \
    const uint8_t *values = rows.values + row * matrix.columns;                                \
    __m512i sums[count][wide];                                                                 \
    for (int i = 0; i < count; i++)                                                            \
      for (int j = 0; j < wide; j++) sums[i][j] = _mm512_setzero_si512();                      \
    for (size_t step = 0; step < matrix.columns; step += 4, weights += 64) {                   \
      __m512i weight[wide];                                                                    \
      for (int j = 0; j < wide; j++)                                                           \
        weight[j] = _mm512_loadu_si512(weights + (size_t)j * 16 * matrix.columns);             \
      for (int i = 0; i < count; i++) {                                                        \
        int32_t four;                                                                          \
        __builtin_memcpy(&four, values + (size_t)i * matrix.columns + step, 4);                \
        __m512i value = _mm512_set1_epi32(four);                                               \
        for (int j = 0; j < wide; j++)                                                         \
          sums[i][j] = _mm512_dpbusd_epi32(sums[i][j], value, weight[j]);                      \
      }                                                                                        \
    }                                                                                          \
    for (int i = 0; i < count; i++)                                                            \
      for (int j = 0; j < wide; j++) {                                                         \
        int32_t all[16];                                                                       \
        __builtin_memcpy(all, &sums[i][j], sizeof(all));                                       \
        finish_avx512vnni(all, rows, row + (size_t)i, matrix, column + (size_t)j * 16, output); \
      }                                                                                        \
  }
AVX512_TILE(8, 2)
AVX512_TILE(4, 2)
AVX512_TILE(1, 2)
AVX512_TILE(1, 1)

static void multiply_avx512vnni(
    struct stet_rows rows, struct stet_matrix matrix, float *output) {
  size_t column = 0;
  for (; column + 32 <= matrix.rows; column += 32) {
    size_t row = 0;
    for (; row + 8 <= rows.count; row += 8) avx512_tile_8_2(rows, row, matrix, column, output);
    for (; row + 4 <= rows.count; row += 4) avx512_tile_4_2(rows, row, matrix, column, output);
    for (; row < rows.count; row++) avx512_tile_1_2(rows, row, matrix, column, output);
  }
  for (; column < matrix.rows; column += 16)
    for (size_t row = 0; row < rows.count; row++)
      avx512_tile_1_1(rows, row, matrix, column, output);
}

INLINE __m256i halved(__m512i sums) {
  return _mm256_add_epi32(_mm512_castsi512_si256(sums), _mm512_extracti64x4_epi64(sums, 1));
}

static void dots_avx512vnni(
    const int8_t *query, const int8_t *rows, size_t width, size_t count, int32_t *output) {
  // One factor has no sign: 128 is added to the rows' numbers and taken off the sums.
  __m512i sign = _mm512_set1_epi8(-128);
  int32_t sum = 0;
  for (size_t i = 0; i < width; i++) sum += query[i];
  __m128i excess = _mm_set1_epi32(128 * sum);
  size_t row = 0;
  for (; row + 4 <= count; row += 4, rows += 4 * width) {
    __m512i sums[4];
    for (int i = 0; i < 4; i++) sums[i] = _mm512_setzero_si512();
    for (size_t start = 0; start < width; start += 64) {
      __m512i numbers = _mm512_loadu_si512(query + start);
      for (size_t i = 0; i < 4; i++) {
        __m512i bytes = _mm512_xor_si512(_mm512_loadu_si512(rows + i * width + start), sign);
        sums[i] = _mm512_dpbusd_epi32(sums[i], bytes, numbers);
      }
    }
    __m128i four =
        four_sums(halved(sums[0]), halved(sums[1]), halved(sums[2]), halved(sums[3]));
    _mm_storeu_si128((__m128i *)(output + row), _mm_sub_epi32(four, excess));
  }
  dots_portable(query, rows, width, count - row, output + row);
}
#undef VARIANT
#pragma clang attribute pop

KERNELS(avx512vnni, "avx512vnni");

static int has_avxvnni(void) {
  unsigned a, b, c, d;
  return __get_cpuid_count(7, 1, &a, &b, &c, &d) && (a >> 4 & 1);
}
#endif

const struct stet_encoder_kernels *stet_encoder_kernels_at(size_t index) {
  const struct stet_encoder_kernels *found[4] = {&portable_kernels};
  size_t count = 1;
#if defined(__x86_64__)
  __builtin_cpu_init();
  // These ask the system too, which must keep the wide registers of each thread.
  int avx2 = __builtin_cpu_supports("avx2");
  if (avx2) found[count++] = &avx2_kernels;
  if (avx2 && has_avxvnni()) found[count++] = &avxvnni_kernels;
  if (avx2 && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq")
      && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni"))
    found[count++] = &avx512vnni_kernels;
#endif
  return index < count ? found[index] : 0;
}

const struct stet_encoder_kernels *stet_encoder_kernels(void) {
  size_t index = 0;
  while (stet_encoder_kernels_at(index + 1)) index++;
  return stet_encoder_kernels_at(index);
}

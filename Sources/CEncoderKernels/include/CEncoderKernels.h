#ifndef STET_ENCODER_KERNELS_H
#define STET_ENCODER_KERNELS_H

#include <stddef.h>
#include <stdint.h>

// The inner loops of the sentence encoder, for each kind of processor. All of
// them give the same bits: sums of products are whole numbers, and numbers with
// a fraction are added in the same order everywhere.
//
// No pointer needs to be aligned. Widths are multiples of 16.

/// Rows that are multiplied: `columns` numbers of 8 bits in each.
struct stet_rows {
  /// `count` rows of `columns` bytes. A byte less its row's zero, times its row's scale, is the
  /// number it stands for.
  const uint8_t *_Nonnull values;
  /// `count` scales.
  const float *_Nonnull scales;
  /// `count` zeros, from 0 to 255.
  const int32_t *_Nonnull zeros;
  size_t count;
};

/// A matrix with 8-bit weights, read in place.
struct stet_matrix {
  /// Blocks of 16 rows by 4 columns, those of the same rows after each other.
  const int8_t *_Nonnull weights;
  /// What a weight of one stands for, for each row of the matrix.
  const float *_Nonnull scales;
  /// What is added, for each row.
  const float *_Nonnull bias;
  /// The sum of the weights of each row.
  const int32_t *_Nonnull sums;
  /// A multiple of 16.
  size_t rows;
  /// A multiple of 4, at most 1,536.
  size_t columns;
};

/// The loops for one kind of processor.
struct stet_encoder_kernels {
  /// The processor's name for what is used, such as `avx512vnni`.
  const char *_Nonnull name;
  /// Rounds `count` rows of `width` finite numbers to 8 bits, each row to the range it spans.
  void (*_Nonnull quantize)(
      const float *_Nonnull rows, size_t count, size_t width, uint8_t *_Nonnull values,
      float *_Nonnull scales, int32_t *_Nonnull zeros);
  /// Multiplies each row with the matrix into `rows.count` rows of `matrix.rows` numbers.
  void (*_Nonnull multiply)(
      struct stet_rows rows, struct stet_matrix matrix, float *_Nonnull output);
  /// x ↦ x Φ(x), in place.
  void (*_Nonnull gelu)(float *_Nonnull values, size_t count);
  /// Adds `added` to `rows` and brings each row of `width` numbers to mean 0 and variance 1,
  /// then to the given weight and bias.
  void (*_Nonnull normalize)(
      float *_Nonnull rows, const float *_Nonnull added, size_t count, size_t width,
      const float *_Nonnull weight, const float *_Nonnull bias);
  /// Attention of one text's `count` tokens to each other: from rows of queries, keys and values,
  /// `heads` times 32 numbers each, to rows of `heads` times 32 numbers. `scratch` has room for
  /// `count` numbers, rounded up to a multiple of 16.
  void (*_Nonnull attend)(
      const float *_Nonnull inputs, size_t count, size_t heads, float *_Nonnull scratch,
      float *_Nonnull output);
  /// The mean of `count` rows of `width` numbers, brought to length 1; `count` is not 0.
  void (*_Nonnull pool)(
      const float *_Nonnull rows, size_t count, size_t width, float *_Nonnull output);
  /// The sums of products of `width` numbers with each of `count` rows of as many; `width` is a
  /// multiple of 64, at most 1,536.
  void (*_Nonnull dots)(
      const int8_t *_Nonnull query, const int8_t *_Nonnull rows, size_t width, size_t count,
      int32_t *_Nonnull output);
};

/// The loops for this processor; the choice is made once.
const struct stet_encoder_kernels *_Nonnull stet_encoder_kernels(void);

/// The loops of each kind that this processor can run, the slowest first; `NULL` past the last.
const struct stet_encoder_kernels *_Nullable stet_encoder_kernels_at(size_t index);

#endif

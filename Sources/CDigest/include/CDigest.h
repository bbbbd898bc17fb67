#ifndef STET_DIGEST_H
#define STET_DIGEST_H

#include <stddef.h>
#include <stdint.h>

/// Takes `count` blocks of 64 bytes into the eight words of a SHA-256 state, with
/// the processor's own instructions for it.
///
/// Returns 0, and changes nothing, on a processor that has none.
int stet_sha256_blocks(
  uint32_t *_Nonnull state, const uint8_t *_Nonnull bytes, size_t count);

#endif

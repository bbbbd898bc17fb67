#include "CData.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

// Read in place as vectors of numbers, hence the alignment.
_Alignas(64) static const unsigned char encoder_en[] = {
#embed "../../Dictionaries/en.encoder"
};

const unsigned char *stet_encoder_en(void) { return encoder_en; }
size_t stet_encoder_en_size(void) { return sizeof(encoder_en); }

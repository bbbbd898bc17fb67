#include "CData.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

// Read in place as vectors of numbers, hence the alignment.
_Alignas(64) static const unsigned char vectors_en[] = {
#embed "../../Dictionaries/en.vectors"
};

const unsigned char *stet_vectors_en(void) { return vectors_en; }
size_t stet_vectors_en_size(void) { return sizeof(vectors_en); }

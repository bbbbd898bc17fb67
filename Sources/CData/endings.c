#include "CData.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

// Read in place as 32- and 64-bit numbers, hence the alignment.
_Alignas(64) static const unsigned char endings_en[] = {
#embed "../../Dictionaries/en.endings"
};

const unsigned char *stet_endings_en(void) { return endings_en; }
size_t stet_endings_en_size(void) { return sizeof(endings_en); }

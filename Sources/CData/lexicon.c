#include "CData.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

// Read in place as 32- and 64-bit numbers, hence the alignment.
_Alignas(64) static const unsigned char lexicon_en[] = {
#embed "../../Dictionaries/en.lexicon"
};

const unsigned char *stet_lexicon_en(void) { return lexicon_en; }
size_t stet_lexicon_en_size(void) { return sizeof(lexicon_en); }

#include "CData.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

const unsigned char stet_chrome_en[] = {
#embed "../../Dictionaries/chrome/en.txt"
};
const size_t stet_chrome_en_size = sizeof(stet_chrome_en);

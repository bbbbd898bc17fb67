#include "CData.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char chrome_en[] = {
#embed "../../Dictionaries/en.chrome"
};
const unsigned char *const stet_chrome_en = chrome_en;
const size_t stet_chrome_en_size = sizeof(chrome_en);

static const unsigned char headings_en[] = {
#embed "../../Dictionaries/headings/en.txt"
};
const unsigned char *const stet_headings_en = headings_en;
const size_t stet_headings_en_size = sizeof(headings_en);

static const unsigned char html_references[] = {
#embed "../../Dictionaries/html/references.txt"
};
const unsigned char *const stet_html_references = html_references;
const size_t stet_html_references_size = sizeof(html_references);

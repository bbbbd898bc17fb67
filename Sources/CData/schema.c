#include "CData.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char article_schema[] = {
#embed "../../schemas/stet-article.rng"
};
const unsigned char *const stet_article_schema = article_schema;
const size_t stet_article_schema_size = sizeof(article_schema);

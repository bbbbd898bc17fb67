#include "CData.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char aspects[] = {
#embed "../../Dictionaries/questions/aspects.txt"
};
const unsigned char *const stet_question_aspects = aspects;
const size_t stet_question_aspects_size = sizeof(aspects);

static const unsigned char contrasts[] = {
#embed "../../Dictionaries/questions/contrasts.txt"
};
const unsigned char *const stet_question_contrasts = contrasts;
const size_t stet_question_contrasts_size = sizeof(contrasts);

static const unsigned char words[] = {
#embed "../../Dictionaries/questions/words.txt"
};
const unsigned char *const stet_question_words = words;
const size_t stet_question_words_size = sizeof(words);

static const unsigned char weights[] = {
#embed "../../Dictionaries/questions/weights.txt"
};
const unsigned char *const stet_question_weights = weights;
const size_t stet_question_weights_size = sizeof(weights);

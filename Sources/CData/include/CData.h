#ifndef STET_CDATA_H
#define STET_CDATA_H

#include <stddef.h>

// Data files of Dictionaries/ and schemas/, embedded at compile time and mapped, not read,
// when the program starts.

/// Phrases and shapes that sites leave behind in copied pages.
extern const unsigned char *_Nonnull const stet_chrome_en;
extern const size_t stet_chrome_en_size;

/// Lines that are headings wherever they stand alone.
extern const unsigned char *_Nonnull const stet_headings_en;
extern const size_t stet_headings_en_size;

/// The named character references of HTML and what they stand for, in order.
extern const unsigned char *_Nonnull const stet_html_references;
extern const size_t stet_html_references_size;

/// The vocabulary of Stet's articles, as RELAX NG.
extern const unsigned char *_Nonnull const stet_article_schema;
extern const size_t stet_article_schema_size;

/// What questions ask of their topics, as phrases.
extern const unsigned char *_Nonnull const stet_question_aspects;
extern const size_t stet_question_aspects_size;

/// Words that make questions different.
extern const unsigned char *_Nonnull const stet_question_contrasts;
extern const size_t stet_question_contrasts_size;

/// Words that questions are put in, and words that say the same.
extern const unsigned char *_Nonnull const stet_question_words;
extern const size_t stet_question_words_size;

/// What the evidence of two questions weighs, as `Tools/questions/fit.py` fits it.
extern const unsigned char *_Nonnull const stet_question_weights;
extern const size_t stet_question_weights_size;

/// The words of English, as `stet-dev dictionaries` compiles them; aligned to 64 bytes.
const unsigned char *_Nonnull stet_lexicon_en(void);
size_t stet_lexicon_en_size(void);

/// What tells the end of a text from a cut, as `stet-dev dictionaries` compiles it; aligned to
/// 64 bytes.
const unsigned char *_Nonnull stet_endings_en(void);
size_t stet_endings_en_size(void);

/// The sentence encoder, as `Dictionaries/encoder/make.py` makes it; aligned to 64 bytes.
const unsigned char *_Nonnull stet_encoder_en(void);
size_t stet_encoder_en_size(void);

/// A vector for each of the encoder's pieces, as `Dictionaries/encoder/vectors.py` makes them;
/// aligned to 64 bytes.
const unsigned char *_Nonnull stet_vectors_en(void);
size_t stet_vectors_en_size(void);

#endif

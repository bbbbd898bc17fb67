#include "CNoICU.h"

// Debian's libxml2 asks ICU to convert encodings that it does not know itself. What
// is validated here is UTF-8, and ICU's tables would add 30 MB to a program of one
// file. Its functions carry the version of ICU in their names; these say that there
// is no such encoding.

#define WITHOUT_ICU(version)                                                       \
  __attribute__((weak)) void *ucnv_open_##version(const char *name, int *error) {  \
    (void)name;                                                                    \
    *error = 1; /* U_ILLEGAL_ARGUMENT_ERROR */                                     \
    return 0;                                                                      \
  }                                                                                \
  __attribute__((weak)) void ucnv_close_##version(void *converter) {               \
    (void)converter;                                                               \
  }                                                                                \
  __attribute__((weak)) void ucnv_convertEx_##version(void) {}                     \
  __attribute__((weak)) void ucnv_setFromUCallBack_##version(void) {}              \
  __attribute__((weak)) void ucnv_setToUCallBack_##version(void) {}                \
  __attribute__((weak)) void UCNV_FROM_U_CALLBACK_STOP_##version(void) {}          \
  __attribute__((weak)) void UCNV_TO_U_CALLBACK_STOP_##version(void) {}

WITHOUT_ICU(70)
WITHOUT_ICU(71)
WITHOUT_ICU(72)
WITHOUT_ICU(73)
WITHOUT_ICU(74)
WITHOUT_ICU(75)
WITHOUT_ICU(76)
WITHOUT_ICU(77)
WITHOUT_ICU(78)

void stet_no_icu(void) {}

#ifndef STET_CNOICU_H
#define STET_CNOICU_H

/// Makes sure that the functions of this target are linked.
void stet_no_icu(void);

#endif

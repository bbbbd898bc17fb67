#ifndef STET_CLIBXML2_SHIM_H
#define STET_CLIBXML2_SHIM_H
#include <libxml/catalog.h>
#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <libxml/valid.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlschemas.h>

/// Gives back memory; `xmlFree` itself is a variable, which Swift will not touch.
static inline void stet_xml_free(void *pointer) { xmlFree(pointer); }
#endif

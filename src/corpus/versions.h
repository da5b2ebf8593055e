/* corpus/versions.h: the outside libraries of this room. */
#ifndef CORPUS_VERSIONS_H
#define CORPUS_VERSIONS_H

/* Names and versions as found at run time, separated by ", ". Owner: the caller, g_free. */
char *corpus_versions(void);

#endif

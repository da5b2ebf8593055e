/* stats/versions.h: the outside libraries of this room. */
#ifndef STATS_VERSIONS_H
#define STATS_VERSIONS_H

/* Names and versions as found at run time, separated by ", ". Owner: the caller, g_free. */
char *stats_versions(void);

#endif

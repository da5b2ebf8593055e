/* plot/versions.h: the outside libraries of this room. */
#ifndef PLOT_VERSIONS_H
#define PLOT_VERSIONS_H

/* Names and versions as found at run time, separated by ", ". Owner: the caller, g_free. */
char *plot_versions(void);

#endif

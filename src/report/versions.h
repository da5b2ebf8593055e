/* report/versions.h: the outside libraries of this room. */
#ifndef REPORT_VERSIONS_H
#define REPORT_VERSIONS_H

/* Names and versions as found at run time, separated by ", ". Owner: the caller, g_free. */
char *report_versions(void);

#endif

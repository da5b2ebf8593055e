/* report/manifest_internal.h: what the writer and the reader of manifests agree on. */
#ifndef REPORT_MANIFEST_INTERNAL_H
#define REPORT_MANIFEST_INTERNAL_H

/* The first member of every manifest, whose value is the version of its form. */
#define REPORT_MANIFEST_MARK "syncreport_manifest"
#define REPORT_MANIFEST_FORMAT 1

/* The member that holds the sum of the whole text, as it stands in it: a line that no text within can look like. The
 * sum is that of the text with zeros in its place. */
#define REPORT_MANIFEST_SEAL "seal"
#define REPORT_MANIFEST_SEAL_LINE "\n \"" REPORT_MANIFEST_SEAL "\": \""
#define REPORT_MANIFEST_NO_SUM "0000000000000000000000000000000000000000000000000000000000000000"
/* Where the sum stands in the text; NULL: it has none. */
char *report_manifest_seal_find(char *text);

#endif

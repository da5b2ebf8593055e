/* report/manifest_internal.h: what the writer and the reader of manifests agree on. */
#ifndef REPORT_MANIFEST_INTERNAL_H
#define REPORT_MANIFEST_INTERNAL_H

/* The first member of every manifest, whose value is the version of its form. */
#define REPORT_MANIFEST_MARK "syncreport_manifest"
#define REPORT_MANIFEST_FORMAT 1

#endif

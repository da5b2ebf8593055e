/* report/file_name.h: names from data as names of files that are safe everywhere. */
#ifndef REPORT_FILE_NAME_H
#define REPORT_FILE_NAME_H

#include <glib.h>

/*
 * One file name, without its ending, for each name:
 *   1. letters and digits of ASCII, '.', '_' and '-' stay, everything else becomes '_'; at most 100 bytes;
 *   2. a name that this changed, that starts with '.' or '-', ends with '.', is empty, or that a system or the program
 *      itself keeps for its own use (con, index, ...) gets "-" and 12 hexadecimal digits of the name's SHA-256;
 *   3. so do all names that would differ in the case of letters only, or not at all, with more digits.
 * So a file name never leads out of its folder, no two are one on any file system, and it depends on other names only
 * where it has such a twin. The order of names does not matter.
 *
 * names  [n]  different from each other; borrowed.
 * Owner: the caller (char *, freed with the array).
 */
GPtrArray *report_file_names(const char *const names[], size_t n);

#endif

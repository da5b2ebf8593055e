/* Bytes as a file that has a path and lives in memory: readers want a path. */
#ifndef TESTS_FUZZ_MEMORY_FILE_H
#define TESTS_FUZZ_MEMORY_FILE_H

#include <stddef.h>

/* Descriptor of the file, whose path is written into `path`; close it. */
int memory_file_open(char path[64], const void *bytes, size_t n);

#endif

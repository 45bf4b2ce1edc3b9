/* SPDX-License-Identifier: MIT */
/**
 * @file tools/csv_count.c
 * @brief csv-count FILE: how many fields and records libcsv alone sees, on one
 *        thread: the floor under every reader that stands on it.
 *
 *      4000004 1000001             fields, records
 *
 * Nothing is kept; bytes are read as stdio hands them out.
 */
#include <stdio.h>
#include <stdlib.h>

#include <csv.h>

typedef struct {
    size_t fields;
    size_t records;
} tally;

static void count_field(void *bytes, size_t size, void *context)
{
    (void)bytes;
    (void)size;
    ((tally *)context)->fields++;
}

static void count_record(int end, void *context)
{
    (void)end;
    ((tally *)context)->records++;
}

static int count(FILE *file, struct csv_parser *parser, tally *seen)
{
    char piece[BUFSIZ];
    size_t size = 0;
    while ((size = fread(piece, 1, sizeof piece, file)) > 0)
        if (csv_parse(parser, piece, size, count_field, count_record, seen) !=
            size)
            return EXIT_FAILURE;
    return csv_fini(parser, count_field, count_record, seen) == 0 &&
                   ferror(file) == 0
               ? EXIT_SUCCESS
               : EXIT_FAILURE;
}

int main(int argc, char **argv)
{
    struct csv_parser parser;
    tally seen = {0};
    FILE *file = argc == 2 ? fopen(argv[1], "rb") : NULL;
    if (file == NULL || csv_init(&parser, CSV_STRICT) != 0) {
        fprintf(stderr, "csv-count: FILE cannot be read\n");
        return EXIT_FAILURE;
    }
    int failed = count(file, &parser, &seen);
    printf("%zu %zu\n", seen.fields, seen.records);
    csv_free(&parser);
    (void)fclose(file);
    return failed;
}

/* SPDX-License-Identifier: MIT */
/**
 * @file tools/csv_records.c
 * @brief csv-records FILE [DELIMITER]: what the CSV reader makes of a file, a
 *        line each, for tests that compare it with others.
 *
 *      R 2                         a record of two fields
 *      F 1 3 68656c6c6f            line, column, bytes in hexadecimal
 *      E 4 1                       where the file stops being CSV
 */
#include <stdio.h>

#include "core/file.h"
#include "table/csv.h"

static qp_status print_record(const qp_field fields[], size_t count,
                              void *context, qp_error *err)
{
    (void)context;
    (void)err;
    printf("R %zu\n", count);
    for (size_t f = 0; f < count; f++) {
        printf("F %u %u ", (unsigned)fields[f].line,
               (unsigned)fields[f].column);
        for (size_t b = 0; b < fields[f].size; b++)
            printf("%02x", (unsigned)(unsigned char)fields[f].bytes[b]);
        printf("\n");
    }
    return QP_OK;
}

static qp_status read_records(qp_text *content, char delimiter,
                              qp_csv_defect *defect, qp_error *err)
{
    qp_csv_text text = {.bytes = content->bytes,
                        .size = content->size,
                        .delimiter = delimiter,
                        .line = 1};
    return qp_csv_read(&text, (qp_record_visitor){print_record, NULL, NULL},
                       defect, err);
}

int main(int argc, char **argv)
{
    qp_text content = {0};
    qp_csv_defect defect = {0};
    qp_error err = {0};
    char delimiter = ',';
    if (argc > 2)
        delimiter = argv[2][0];
    qp_status status = argc > 1 ? qp_file_read(argv[1], 0, &content, &err)
                                : QP_E_MISUSE;
    if (status == QP_OK)
        status = read_records(&content, delimiter, &defect, &err);
    if (status == QP_OK && defect.what != NULL)
        printf("E %u %u\n", (unsigned)defect.line, (unsigned)defect.column);
    qp_text_clear(&content);
    return qp_status_exit(status);
}

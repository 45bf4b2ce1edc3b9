/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/file.h"
#include "net/hdf.h"
#include "support/leak.h"

enum { BLOCK = 512 };

/* A file whose one note is `text`; where `end` is not 0, it stands in the
 * place of the text's '\0'. */
static qp_text file_with_note(const char *text, char end)
{
    qp_hdf hdf;
    qp_draft draft;
    qp_text file = {0};
    char folder[] = "/tmp/qipan-hdf-XXXXXX";
    char path[64];
    size_t size = strlen(text);
    cr_assert_not_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/a.h5", folder);
    cr_assert_eq(qp_draft_open(&draft, path, NULL), QP_OK);
    cr_assert_eq(qp_hdf_create(&hdf, &draft, BLOCK, NULL), QP_OK);
    cr_assert_eq(qp_hdf_note(&hdf, "/", "note", text, NULL), QP_OK);
    cr_assert_eq(qp_hdf_finish(&hdf, NULL), QP_OK);
    cr_assert_eq(qp_file_read(draft.beside, 0, &file, NULL), QP_OK);
    qp_draft_discard(&draft);
    cr_assert_eq(rmdir(folder), 0);
    size_t at = BLOCK;
    while (at + size < file.size &&
           memcmp(file.bytes + at, text, size + 1) != 0)
        at++;
    cr_assert_lt(at + size, file.size);
    file.bytes[at + size] = end;
    return file;
}

static qp_status read_note(const qp_text *file, char *text, size_t size)
{
    qp_hdf hdf;
    cr_assert_eq(qp_hdf_open(&hdf, "a.h5", file->bytes, file->size, NULL),
                 QP_OK);
    qp_status status = qp_hdf_noted(&hdf, "/", "note", text, size, NULL);
    qp_hdf_close(&hdf);
    return status;
}

QP_TEST(hdf, reads_a_note_as_it_was_written)
{
    char text[8] = "xxxxxxx";
    qp_text file = file_with_note("qipan-1", '\0');
    cr_assert_eq(read_note(&file, text, sizeof text), QP_OK);
    cr_assert_str_eq(text, "qipan-1");
    cr_assert_eq(read_note(&file, text, sizeof text - 1), QP_E_FORMAT);
    qp_text_clear(&file);
}

QP_TEST(hdf, ends_a_note_that_does_not_end_itself)
{
    char text[16] = "xxxxxxxxxxxxxxx";
    qp_text file = file_with_note("qipan-1", '2');
    cr_assert_eq(read_note(&file, text, sizeof text), QP_OK);
    cr_assert_str_eq(text, "qipan-12");
    qp_text_clear(&file);
}

/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "net/hdf.h"
#include "support/leak.h"

enum { BLOCK = 512 };

/* A file whose one note is `text`; where `end` is not 0, it stands in the
 * place of the text's '\0'. */
static qp_text file_with_note(const char *text, char end)
{
    qp_hdf hdf;
    qp_text file = {0};
    size_t size = strlen(text);
    char nothing[BLOCK] = "";
    qp_text_add_bytes(&file, nothing, sizeof nothing);
    cr_assert_eq(qp_hdf_create(&hdf, "a.h5", BLOCK, NULL), QP_OK);
    cr_assert_eq(qp_hdf_note(&hdf, "/", "note", text, NULL), QP_OK);
    cr_assert_eq(qp_hdf_image(&hdf, &file, NULL), QP_OK);
    qp_hdf_close(&hdf);
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

/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "support/leak.h"
#include "table/gzip.h"

/* `printf 'a,b\n1,2\n' | gzip -n` */
static const char packed[] =
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x4b\xd4\x49\xe2\x32\xd4\x31\xe2"
    "\x02\x00\x7b\x07\x97\x0a\x08\x00\x00\x00";
enum { SIZE = sizeof packed - 1 };

static qp_gzip_fault unpack(const char *bytes, size_t size, size_t most,
                            qp_text *content)
{
    qp_text in = {0};
    qp_gzip_fault fault = QP_GZIP_WHOLE;
    qp_text_add_bytes(&in, bytes, size);
    cr_assert_eq(qp_gunzip(&in, most, content, &fault, NULL), QP_OK);
    qp_text_clear(&in);
    return fault;
}

static void assert_fault(const char *bytes, size_t size, qp_gzip_fault fault)
{
    qp_text content = {0};
    cr_expect_eq(unpack(bytes, size, 1000, &content), fault);
    qp_text_clear(&content);
}

QP_TEST(gzip, gives_back_the_text)
{
    qp_text content = {0};
    cr_assert_eq(unpack(packed, SIZE, 8, &content), QP_GZIP_WHOLE);
    cr_assert_str_eq(content.bytes, "a,b\n1,2\n");
    qp_text_clear(&content);
}

QP_TEST(gzip, joins_members_as_cat_does)
{
    char twice[2 * SIZE];
    memcpy(twice, packed, SIZE);
    memcpy(twice + SIZE, packed, SIZE);
    qp_text content = {0};
    cr_assert_eq(unpack(twice, 2 * SIZE, 1000, &content), QP_GZIP_WHOLE);
    cr_assert_str_eq(content.bytes, "a,b\n1,2\na,b\n1,2\n");
    qp_text_clear(&content);
    for (size_t size = SIZE + 1; size < 2 * SIZE; size++)
        assert_fault(twice, size, QP_GZIP_CUT);
}

QP_TEST(gzip, knows_a_text_cut_short_wherever_it_is_cut)
{
    for (size_t size = 2; size < SIZE; size++)
        assert_fault(packed, size, QP_GZIP_CUT);
    assert_fault("", 0, QP_GZIP_CUT);
    assert_fault("\x1f", 1, QP_GZIP_NONE);
    assert_fault("a,b\n", 4, QP_GZIP_NONE);
}

QP_TEST(gzip, never_takes_a_changed_text_for_a_whole_one)
{
    for (size_t at = 0; at < SIZE; at++)
        for (int bit = 0; bit < 8; bit++) {
            char changed[SIZE];
            qp_text content = {0};
            memcpy(changed, packed, SIZE);
            changed[at] = (char)(changed[at] ^ (1 << bit));
            qp_gzip_fault fault = unpack(changed, SIZE, 1000, &content);
            cr_assert(fault != QP_GZIP_WHOLE ||
                          strcmp(content.bytes, "a,b\n1,2\n") == 0,
                      "byte %zu, bit %d", at, bit);
            qp_text_clear(&content);
        }
    char more[SIZE + 3] = "";
    memcpy(more, packed, SIZE);
    assert_fault(more, SIZE + 3, QP_GZIP_DAMAGED); /* zeros at the end */
}

QP_TEST(gzip, stops_where_it_was_told_to)
{
    qp_text content = {0};
    cr_assert_eq(unpack(packed, SIZE, 7, &content), QP_GZIP_LIMIT);
    qp_text_clear(&content);
}

QP_TEST(gzip, comes_back_clean_when_memory_runs_out)
{
    qp_text in = {0};
    qp_text_add_bytes(&in, packed, SIZE);
    qp_status status = QP_E_MEMORY;
    long allowed = 0;
    for (; status != QP_OK; allowed++) {
        qp_text content = {0};
        qp_gzip_fault fault = QP_GZIP_WHOLE;
        qp_memory_allow(allowed);
        status = qp_gunzip(&in, 1000, &content, &fault, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert(status == QP_OK || status == QP_E_MEMORY);
        qp_text_clear(&content);
        cr_assert_eq(qp_memory_held(), 1);
    }
    cr_assert_gt(allowed, 2);
    qp_text_clear(&in);
}

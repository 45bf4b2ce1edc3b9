/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "core/status.h"
#include "support/leak.h"

QP_TEST(status, keeps_the_first_message)
{
    qp_error err = {0};
    cr_assert_eq(qp_fail(&err, QP_E_IO, "links.csv: %s", "gone"), QP_E_IO);
    cr_assert_eq(qp_fail(&err, QP_E_MEMORY, "later"), QP_E_MEMORY);
    cr_assert_eq(err.status, QP_E_IO);
    cr_assert_str_eq(err.message, "links.csv: gone");
    cr_assert_eq(qp_fail(NULL, QP_E_LIMIT, "nobody listens"), QP_E_LIMIT);
}

QP_TEST(status, keeps_a_message_to_one_line)
{
    qp_error err = {0};
    (void)qp_fail(&err, QP_E_IO, "%s: gone", "a\nb\x1b[31m\x7f");
    cr_assert_str_eq(err.message, "a?b?[31m?: gone");
}

QP_TEST(status, ends_a_stage_with_0_to_3)
{
    cr_assert_eq(qp_status_exit(QP_OK), 0);
    cr_assert_eq(qp_status_exit(QP_E_REFUSED), 1);
    cr_assert_eq(qp_status_exit(QP_E_MISUSE), 2);
    for (int s = QP_E_MEMORY; s < QP_STATUS_COUNT; s++) {
        cr_assert_eq(qp_status_exit((qp_status)s), 3);
        cr_assert_gt(strlen(qp_status_text((qp_status)s)), 0);
    }
}

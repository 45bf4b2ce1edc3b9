/* SPDX-License-Identifier: MIT */
/**
 * @file support/measured.h
 * @brief A panel written by hand, as a stage would have written it.
 *
 *      qp_panel panel = measured("inflow,talent,,region,A,,30,persons,,,,,,,,"
 *                                ",,,,,\n");
 *
 * The rows go through the reader that a stage's go through, and are sorted.
 */
#ifndef QP_SUPPORT_MEASURED_H
#define QP_SUPPORT_MEASURED_H

#include "panel/panel.h"
#include "support/drawn.h"

static inline qp_panel measured(const char *rows)
{
    static const char header[] =
        "metric,layer,window,scope,subject,object,value,unit,low,high,expected,"
        "z,p,q,df,rank,n,missing,null,flags,reason\n";
    char path[] = "/tmp/qipan-measured-XXXXXX";
    qp_panel panel = {0};
    qp_error err = {0};
    qp_text csv = {0};
    int file = mkstemp(path);
    cr_assert_geq(file, 0);
    close(file);
    qp_text_addf(&csv, "%s%s", header, rows);
    drawn_write(path, qp_text_string(&csv));
    cr_assert_eq(qp_panel_read(&panel, path, &err), QP_OK, "%s", err.message);
    unlink(path);
    qp_panel_sort(&panel);
    qp_text_clear(&csv);
    return panel;
}

#endif

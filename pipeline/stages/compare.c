/* SPDX-License-Identifier: MIT */
/**
 * @file stages/compare.c
 * @brief qipan-compare: two panels, row by row.
 *
 * Reads   BEFORE.csv and AFTER.csv, any two panels in the long form
 * Writes  COMPARE.csv: before, after and change of the rows that differ
 *
 * Ends with 1 where the two differ in more than counts and chance.
 */
#include <string.h>

#include "core/file.h"
#include "stages/stage.h"
#include "whatif/comparison.h"

static const qp_stage stage = {
    .name = "qipan-compare",
    .inputs = "BEFORE.csv AFTER.csv",
    .output = "COMPARE.csv",
    .least_inputs = 2,
    .most_inputs = 2,
    .purpose = "Tell in which rows two panels differ; exit status 1: in some.",
    .examples = {"qipan-compare chain.csv changed.csv -o compare.csv",
                 "qipan-compare --all chain.csv changed.csv -o -"},
};

static struct {
    int all;
} options;

/* clang-format off */
static const struct poptOption option_table[] = {
    {"all", '\0', POPT_ARG_NONE, &options.all, 0, "also rows that are the same, or but for counts and chance", NULL},
    POPT_TABLEEND
};
/* clang-format on */

/** A form of the output, by the end of its name. */
typedef struct {
    const char *ending;
    qp_status (*write)(const qp_comparison *comparison, bool all, qp_text *out,
                       qp_error *err);
} output_form;

static const output_form forms[] = {{".csv", qp_comparison_csv}};

/* Standard output has no name: it is given the first. */
static const output_form *form_of(const char *output)
{
    size_t size = strlen(output);
    if (strcmp(output, "-") == 0)
        return &forms[0];
    for (size_t f = 0; f < sizeof forms / sizeof *forms; f++) {
        size_t end = strlen(forms[f].ending);
        if (size > end && strcmp(output + size - end, forms[f].ending) == 0)
            return &forms[f];
    }
    return NULL;
}

static qp_status read_panel(qp_panel *panel, const char *path, qp_error *err)
{
    qp_status status = qp_panel_read(panel, path, err);
    if (status == QP_OK)
        qp_panel_sort(panel);
    return status;
}

static qp_status publish(const qp_call *call, const output_form *form,
                         const qp_comparison *comparison, qp_error *err)
{
    qp_text out = {0};
    qp_status status = form->write(comparison, options.all != 0, &out, err);
    if (status == QP_OK)
        status = qp_file_publish(call->output, out.bytes, out.size, err);
    if (status == QP_OK)
        qp_stage_say(
            &stage, call,
            "%zu rows changed, %zu removed, %zu added, %zu in counts alone, "
            "%zu the same",
            comparison->total[QP_ROW_CHANGED],
            comparison->total[QP_ROW_REMOVED], comparison->total[QP_ROW_ADDED],
            comparison->total[QP_ROW_COUNTS], comparison->total[QP_ROW_SAME]);
    qp_text_clear(&out);
    return status;
}

static qp_status compare(const qp_call *call, qp_error *err)
{
    qp_panel before = {0};
    qp_panel after = {0};
    qp_comparison comparison = {0};
    const output_form *form = form_of(call->output);
    qp_status status = QP_OK;
    if (form == NULL)
        status = qp_stage_misuse(err, "-o", call->output,
                                 "a comparison is a file NAME.csv");
    if (status == QP_OK)
        status = read_panel(&before, call->inputs[0], err);
    if (status == QP_OK)
        status = read_panel(&after, call->inputs[1], err);
    if (status == QP_OK)
        status = qp_compare(&before, &after, &comparison, err);
    if (status == QP_OK)
        status = publish(call, form, &comparison, err);
    if (status == QP_OK && !qp_comparison_is_same(&comparison))
        status = QP_E_REFUSED; /* silently: the two differ */
    qp_comparison_clear(&comparison);
    qp_panel_clear(&before);
    qp_panel_clear(&after);
    return status;
}

int main(int argc, char **argv)
{
    qp_call call;
    if (!qp_stage_begin(&stage, option_table, argc, argv, &call))
        return call.exit_code;
    qp_error err = {0};
    qp_status status = compare(&call, &err);
    return qp_stage_end(&stage, status, &err);
}

/* SPDX-License-Identifier: MIT */
/**
 * @file stages/render.c
 * @brief qipan-render: from DOT to SVG, PDF or PNG, by the output's ending.
 *
 * Reads   FIGURE.dot
 * Writes  FIGURE.svg, FIGURE.pdf or FIGURE.png
 */
#include "render/render.h"

#include <string.h>

#include "core/file.h"
#include "stages/stage.h"

static const qp_stage stage = {
    .name = "qipan-render",
    .inputs = "FIGURE.dot",
    .output = "FIGURE.svg|pdf|png",
    .least_inputs = 1,
    .most_inputs = 1,
    .purpose = "Draw a figure; the output's ending says the format. `-o -` "
               "writes SVG.",
    .examples = {"qipan-render flow-map.dot -o flow-map.svg",
                 "qipan-render --dpi 600 flow-map.dot -o flow-map.png"},
};

static struct {
    int dpi;
    int seconds;
    int megabytes;
} options = {.dpi = 300, .seconds = 60, .megabytes = 2048};

/* clang-format off */
static const struct poptOption option_table[] = {
    {"dpi",       '\0', POPT_ARG_INT, &options.dpi,       0, "resolution of a PNG [300]",           "N"},
    {"seconds",   '\0', POPT_ARG_INT, &options.seconds,   0, "time limit of a helper process [60]", "N"},
    {"megabytes", '\0', POPT_ARG_INT, &options.megabytes, 0, "its memory limit [2048]",             "N"},
    POPT_TABLEEND
};
/* clang-format on */

static qp_status kind_of(const char *path, qp_picture *kind, qp_error *err)
{
    static const struct {
        const char *ending;
        qp_picture kind;
    } endings[] = {{".svg", QP_SVG}, {".pdf", QP_PDF}, {".png", QP_PNG}};

    size_t size = strlen(path);
    for (size_t e = 0; e < sizeof endings / sizeof *endings; e++)
        if (size > 4 && strcmp(path + size - 4, endings[e].ending) == 0) {
            *kind = endings[e].kind;
            return QP_OK;
        }
    *kind = QP_SVG;
    return strcmp(path, "-") == 0
               ? QP_OK
               : qp_stage_misuse(err, "-o", path,
                                 "it ends in .svg, .pdf or .png");
}

static qp_status limits(qp_render_options *render, qp_error *err)
{
    if (options.dpi < 1 || options.dpi > 2400 || options.seconds < 1 ||
        options.megabytes < 1)
        return qp_fail(err, QP_E_MISUSE,
                       "--dpi is 1 to 2400, --seconds and --megabytes are "
                       "positive");
    *render = (qp_render_options){.seconds = (unsigned)options.seconds,
                                  .megabytes = (size_t)options.megabytes,
                                  .dpi = (unsigned)options.dpi};
    return QP_OK;
}

static qp_status render(const qp_call *call, qp_error *err)
{
    enum { MOST_DOT = 256 << 20 };
    qp_text dot = {0};
    qp_text picture = {0};
    qp_picture kind = QP_SVG;
    qp_render_options render_options = {0};

    qp_status status = kind_of(call->output, &kind, err);
    if (status == QP_OK)
        status = limits(&render_options, err);
    if (status == QP_OK)
        status = qp_file_read(call->inputs[0], MOST_DOT, &dot, err);
    if (status == QP_OK && strlen(qp_text_string(&dot)) != dot.size)
        status = qp_fail(err, QP_E_FORMAT, "%s: holds a NUL byte",
                         call->inputs[0]);
    if (status == QP_OK)
        status = qp_render(qp_text_string(&dot), call->inputs[0], kind,
                           &render_options, &picture, err);
    if (status == QP_OK)
        status = qp_file_publish(call->output, qp_text_string(&picture),
                                 picture.size, err);
    qp_text_clear(&picture);
    qp_text_clear(&dot);
    return status;
}

int main(int argc, char **argv)
{
    qp_call call;
    if (!qp_stage_begin(&stage, option_table, argc, argv, &call))
        return call.exit_code;
    qp_error err = {0};
    qp_status status = render(&call, &err);
    return qp_stage_end(&stage, status, &err);
}

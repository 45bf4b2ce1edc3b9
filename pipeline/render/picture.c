/* SPDX-License-Identifier: MIT */
#include "render/picture.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "render/png.h"

/* The date in a PDF, and the languages that would choose among fonts. */
static bool settle_environment(void)
{
    return setenv("SOURCE_DATE_EPOCH", "0", 1) == 0 &&
           setenv("LC_ALL", "C.UTF-8", 1) == 0 && unsetenv("LANGUAGE") == 0 &&
           unsetenv("PANGO_LANGUAGE") == 0;
}

/* The child's side: it becomes rsvg-convert, or says why not. */
static int convert(const void *of)
{
    static const char program[] = "rsvg-convert";
    const qp_picture_order *order = of;
    char dpi[16];
    snprintf(dpi, sizeof dpi, "%u", order->dpi);
    if (settle_environment())
        execlp(program, program, "--format",
               order->kind == QP_PDF ? "pdf" : "png", "--dpi-x", dpi, "--dpi-y",
               dpi, "--background-color", "white", "--unlimited", (char *)NULL);

    const char *why = errno == ENOENT ? "it is not installed; install the "
                                        "package librsvg2-bin"
                                      : strerror(errno);
    ssize_t told = write(STDERR_FILENO, why, strlen(why));
    return told > 0 ? EXIT_FAILURE : errno;
}

static bool begins_as(const qp_text *picture, const char *signature)
{
    size_t size = strlen(signature);
    return picture->size >= size &&
           memcmp(picture->bytes, signature, size) == 0;
}

qp_status qp_picture_make(const qp_text *svg, const char *name,
                          const qp_picture_order *order, qp_text *picture,
                          qp_error *err)
{
    const qp_child rsvg = {.name = "rsvg-convert",
                           .work = convert,
                           .task = order,
                           .input = svg->bytes,
                           .input_size = svg->size,
                           .limits = order->limits};
    qp_text made = {0};
    qp_status status = qp_child_run(&rsvg, name, &made, err);
    if (status == QP_OK && order->kind == QP_PNG)
        status = qp_png_set_resolution(&made, order->dpi, name, err);
    if (status == QP_OK && order->kind == QP_PDF && !begins_as(&made, "%PDF-"))
        status = qp_fail(err, QP_E_CHILD, "%s: rsvg-convert wrote no PDF",
                         name);
    if (status == QP_OK) {
        qp_text_clear(picture);
        *picture = made;
    } else {
        qp_text_clear(&made);
    }
    return status;
}

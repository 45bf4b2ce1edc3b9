/* SPDX-License-Identifier: MIT */
#include "figure/page.h"

#include <math.h>

#include "figure/palette.h"

const qp_type qp_type_heading = {8, true, QP_COLOUR_HEADING};
const qp_type qp_type_body = {7.5, false, QP_COLOUR_TEXT};
const qp_type qp_type_note = {7, false, QP_COLOUR_QUIET};

static const qp_type type_title = {13, true, QP_COLOUR_TITLE};
static const qp_type type_stamp = {9, true, QP_COLOUR_WARNING};
static const qp_type type_subtitle = {9, false, QP_COLOUR_QUIET};

enum { TITLE_LEADING = 17, SUBTITLE_LEADING = 13, NOTE_LEADING = 9, GAP = 9 };

qp_status qp_caption_status(const qp_caption *caption, qp_error *err)
{
    bool failed = caption->title.failed || caption->stamp.failed ||
                  caption->subtitle.failed || caption->note.failed ||
                  caption->description.failed;
    return failed ? qp_fail(err, QP_E_MEMORY, "no memory for a caption")
                  : QP_OK;
}

void qp_caption_clear(qp_caption *caption)
{
    qp_text_clear(&caption->title);
    qp_text_clear(&caption->stamp);
    qp_text_clear(&caption->subtitle);
    qp_text_clear(&caption->note);
    qp_text_clear(&caption->description);
}

/* What its author wants goes before what the figure finds. */
static const char *title_of(const qp_canvas *canvas, const qp_caption *caption)
{
    const qp_paper *paper = canvas->paper;
    return paper != NULL && paper->title != NULL
               ? paper->title
               : qp_text_string(&caption->title);
}

/* Title, stamp and subtitle, from the top down to just above the content. */
static void set_head(qp_canvas *canvas, const qp_caption *caption,
                     const qp_box *content, double width)
{
    const char *title = title_of(canvas, caption);
    const char *stamp = qp_text_string(&caption->stamp);
    const char *subtitle = qp_text_string(&caption->subtitle);
    double lines = (double)(qp_lettering_lines(stamp, &type_stamp, width) +
                            qp_lettering_lines(subtitle, &type_subtitle,
                                               width));
    double titles = (double)qp_lettering_lines(title, &type_title, width);
    qp_point at = {content->left, content->top + GAP +
                                      SUBTITLE_LEADING * lines +
                                      TITLE_LEADING * (titles - 1) + 3};
    at.y = qp_canvas_paragraph(canvas, &type_title, at, width, TITLE_LEADING,
                               title);
    at.y += TITLE_LEADING - SUBTITLE_LEADING - 2;
    at.y = qp_canvas_paragraph(canvas, &type_stamp, at, width, SUBTITLE_LEADING,
                               stamp);
    qp_canvas_paragraph(canvas, &type_subtitle, at, width, SUBTITLE_LEADING,
                        subtitle);
}

/* The note, and what its author wants added, below the content. */
static void set_foot(qp_canvas *canvas, const qp_caption *caption,
                     const qp_box *content, double width)
{
    const qp_paper *paper = canvas->paper;
    qp_point at = {content->left, content->bottom - GAP - 3};
    at.y = qp_canvas_paragraph(canvas, &qp_type_note, at, width, NOTE_LEADING,
                               qp_text_string(&caption->note));
    if (paper != NULL && paper->notice != NULL)
        qp_canvas_paragraph(canvas, &qp_type_note, at, width, NOTE_LEADING,
                            paper->notice);
}

/* The page is cut out of the plane, so that Graphviz's own guess at the width
 * of texts does not widen it. */
static void cut_page(qp_dot *dot, const qp_canvas *canvas,
                     const qp_box *content, double width)
{
    double top = fmax(content->top, canvas->bounds.top) + QP_PAPER_MARGIN;
    double bottom = fmin(content->bottom, canvas->bounds.bottom) -
                    QP_PAPER_MARGIN;
    qp_dot_set(dot, qp_dot_graph(dot), "viewport", "%.2f,%.2f,1,%.2f,%.2f",
               width + 2 * QP_PAPER_MARGIN, top - bottom,
               content->left + width / 2, (top + bottom) / 2);
}

static void set_graph(qp_dot *dot, const qp_canvas *canvas,
                      const qp_caption *caption, qp_language language)
{
    static const char *const codes[] = {
        [QP_ENGLISH] = "en", [QP_CHINESE] = "zh-Hans"};
    qp_dot_item *graph = qp_dot_graph(dot);
    qp_dot_set(dot, graph, "layout", "nop2");
    qp_dot_set(dot, graph, "notranslate", "true");
    qp_dot_set(dot, graph, "outputorder", "edgesfirst");
    qp_dot_set(dot, graph, "bgcolor", QP_COLOUR_PAPER);
    qp_dot_set(dot, graph, "pad", "0");
    qp_dot_set(dot, graph, "qp_lang", "%s", codes[language]);
    qp_dot_text(dot, graph, "qp_title", title_of(canvas, caption));
    qp_dot_text(dot, graph, "qp_desc", qp_text_string(&caption->description));
    qp_dot_set(dot, graph, "_background", "%s", qp_text_string(&canvas->xdot));
}

qp_status qp_page_finish(qp_dot *dot, qp_canvas *canvas,
                         const qp_caption *caption, const qp_box *content,
                         qp_language language, qp_error *err)
{
    const double width = qp_paper_width(canvas->paper);
    set_head(canvas, caption, content, width);
    set_foot(canvas, caption, content, width);
    qp_status status = qp_text_status(&canvas->xdot, err);
    if (status == QP_OK)
        status = qp_caption_status(caption, err);
    if (status == QP_OK) {
        cut_page(dot, canvas, content, width);
        set_graph(dot, canvas, caption, language);
        if (canvas->paper != NULL)
            qp_dot_dress(dot, canvas->paper->theme);
    }
    return status;
}

/* SPDX-License-Identifier: MIT */
#include "figure/key.h"

#include "figure/naming.h"
#include "figure/page.h"

static const double leading = 11;
static const double gap = 4;    /* between a symbol and its meaning */
static const double apart = 14; /* between two entries */

qp_key qp_key_at(qp_canvas *canvas, qp_point at, double right)
{
    return (qp_key){.canvas = canvas, .left = at.x, .right = right, .at = at};
}

void qp_key_break(qp_key *key)
{
    if (key->at.x > key->left)
        key->at = (qp_point){key->left, key->at.y - leading};
}

/* Of a text longer than a line the beginning is told. */
qp_point qp_key_add(qp_key *key, double width, const char *text)
{
    const double most = key->right - key->left - width - gap;
    qp_text line = {0};
    qp_lettering_fold(text, &qp_type_note, most, &line, 1);
    double size = qp_lettering_width(qp_text_string(&line), &qp_type_note);
    if (key->at.x + width + gap + size > key->right)
        qp_key_break(key);
    const qp_point centre = {key->at.x + width / 2, key->at.y + 2.4};
    qp_canvas_text(key->canvas, &qp_type_note, QP_LEFT,
                   (qp_point){key->at.x + width + gap, key->at.y},
                   qp_text_string(&line));
    key->at.x += width + gap + size + apart;
    key->canvas->xdot.failed |= line.failed;
    qp_text_clear(&line);
    return centre;
}

double qp_key_bottom(const qp_key *key)
{
    return key->at.y + (key->at.x > key->left ? 0 : leading) - 2;
}

/* ----------------------------------------------------------------- clusters */

const char *qp_key_letter(qp_row cluster, char letter[QP_CLUSTER_LETTER_SIZE])
{
    char reversed[QP_CLUSTER_LETTER_SIZE];
    size_t size = 0;
    letter[0] = '\0';
    if (cluster == QP_NONE)
        return letter;
    for (uint64_t rest = (uint64_t)cluster + 1; rest > 0;
         rest = (rest - 1) / 26)
        reversed[size++] = (char)('A' + (rest - 1) % 26);
    for (size_t c = 0; c < size; c++)
        letter[c] = reversed[size - 1 - c];
    letter[size] = '\0';
    return letter;
}

void qp_key_add_clusters(qp_key *key, const qp_network *net, const bool shown[],
                         qp_language language)
{
    char letter[QP_CLUSTER_LETTER_SIZE];
    for (qp_row c = 0; c < net->clusters.count; c++) {
        qp_type type = qp_type_heading;
        type.colour = qp_palette_hue(c)->ink;
        if (!shown[c])
            continue;
        qp_key_letter(c, letter);
        double width = qp_lettering_width(letter, &type);
        qp_point at = qp_key_add(key, width,
                                 qp_name_of_cluster(net, c, language));
        qp_canvas_text(key->canvas, &type, QP_CENTRE,
                       (qp_point){at.x, at.y - 2.4}, letter);
    }
}

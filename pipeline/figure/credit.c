/* SPDX-License-Identifier: MIT */
#include "figure/credit.h"

#include "core/memory.h"

void qp_credit_stamp(const qp_network *net, bool stated, qp_language language,
                     qp_text *out)
{
    if (qp_network_is_synthetic(net))
        qp_words_add(out, language, QP_WORD_SYNTHETIC, NULL);
    else if (stated)
        qp_words_add(out, language, QP_WORD_STATED, NULL);
}

qp_status qp_credits_open(qp_credits *credits, const qp_network *net,
                          qp_error *err)
{
    *credits = (qp_credits){0};
    credits->named = qp_acquire(net->sources.count, sizeof *credits->named);
    return credits->named != NULL
               ? QP_OK
               : qp_fail(err, QP_E_MEMORY, "no memory for %zu sources",
                         net->sources.count);
}

void qp_credits_name(qp_credits *credits, qp_row source)
{
    if (source == QP_NONE)
        credits->own = true;
    else
        credits->named[source] = true;
}

void qp_credits_name_layer(qp_credits *credits, const qp_network *net,
                           qp_row layer)
{
    const qp_row *source = net->links.source;
    const size_t *start = net->layers.start;
    for (size_t l = start[layer]; source != NULL && l < start[layer + 1]; l++)
        qp_credits_name(credits, source[l]);
}

/* What tells works apart, in the order in which it is written. */
static void parts_of(const qp_network *net, qp_row source, qp_string parts[3])
{
    const qp_sources *sources = &net->sources;
    const qp_string *columns[] = {sources->title, sources->publisher,
                                  sources->licence};
    for (size_t p = 0; p < 3; p++)
        parts[p] = columns[p] != NULL ? columns[p][source] : QP_NONE;
}

bool qp_credit_is_one_work(const qp_network *net, qp_row a, qp_row b)
{
    qp_string one[3];
    qp_string other[3];
    if (a == b)
        return true;
    parts_of(net, a, one);
    parts_of(net, b, other);
    return one[0] != QP_NONE && one[0] == other[0] && one[1] == other[1] &&
           one[2] == other[2];
}

void qp_credit_add_work(const qp_network *net, qp_row source, qp_text *out)
{
    qp_string parts[3];
    bool first = true;
    parts_of(net, source, parts);
    for (size_t p = 0; p < 3; p++) {
        if (parts[p] == QP_NONE)
            continue;
        qp_text_addf(out, "%s%s", first ? "" : ", ",
                     qp_network_text(net, parts[p]));
        first = false;
    }
    if (first)
        qp_text_add(out, qp_network_text(net, net->sources.id[source]));
}

static bool is_first_of_its_work(const qp_credits *credits,
                                 const qp_network *net, qp_row source)
{
    for (qp_row s = 0; s < source; s++)
        if (credits->named[s] && qp_credit_is_one_work(net, s, source))
            return false;
    return true;
}

void qp_credits_add(const qp_credits *credits, const qp_network *net,
                    qp_language language, qp_text *out)
{
    qp_text list = {0};
    for (qp_row s = 0; s < net->sources.count; s++) {
        if (!credits->named[s] || !is_first_of_its_work(credits, net, s))
            continue;
        if (list.size > 0)
            qp_words_add(&list, language, QP_WORD_COMMA, NULL);
        qp_credit_add_work(net, s, &list);
    }
    if (list.size == 0)
        qp_words_add(&list, language, QP_WORD_OWN_DATA, NULL);
    qp_words_add_texts(out, language, QP_WORD_SOURCE, &list, 1);
    qp_text_clear(&list);
}

void qp_credits_clear(qp_credits *credits)
{
    qp_release(credits->named);
    *credits = (qp_credits){0};
}

void qp_credit_made_by(const qp_network *net, qp_language language,
                       qp_text *out)
{
    qp_words_add(out, language, QP_WORD_MADE_BY,
                 (const char *[]){QP_VERSION, net->digest});
}

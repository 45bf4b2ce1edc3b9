/* SPDX-License-Identifier: MIT */
#include "net/home.h"

#include <string.h>

#include "core/memory.h"
#include "core/text.h"
#include "net/columns.h"

bool qp_home_is_known(const qp_network *net, qp_home home)
{
    return home.count > 0 || net->home_count > 0;
}

static bool is_own(const qp_network *net, qp_string country)
{
    for (size_t h = 0; h < net->home_count; h++)
        if (net->home[h] == country)
            return true;
    return false;
}

bool qp_home_has(const qp_network *net, qp_home home, qp_string country)
{
    if (home.count == 0)
        return is_own(net, country);
    for (size_t h = 0; h < home.count; h++)
        if (strcmp(home.asked[h], qp_network_text(net, country)) == 0)
            return true;
    return false;
}

/* ------------------------------------------------------------ what is asked */

static bool is_there(const qp_network *net, const char *country)
{
    qp_string text = qp_pool_find(&net->text, country, strlen(country));
    if (text == QP_NONE || country[0] == '\0')
        return false;
    for (size_t a = 0; a < net->actors.count; a++)
        if (qp_optional_row(net->actors.country, a) == text)
            return true;
    return is_own(net, text);
}

/* Each country once; there is room for as many as there are texts. */
static size_t list_countries(const qp_network *net, bool seen[],
                             const char *countries[])
{
    size_t count = 0;
    for (size_t a = 0; a < net->actors.count; a++) {
        qp_string country = qp_optional_row(net->actors.country, a);
        if (country == QP_NONE || seen[country])
            continue;
        seen[country] = true;
        countries[count++] = qp_network_text(net, country);
    }
    return count;
}

static qp_status refuse(const qp_network *net, const char *asked, qp_error *err)
{
    char shown[QP_SHOWN_SIZE];
    char near[QP_SHOWN_SIZE];
    bool *seen = qp_acquire(net->text.count, sizeof *seen);
    const char **countries = qp_acquire(net->text.count, sizeof *countries);
    qp_status status = QP_E_MISUSE;
    (void)qp_text_shown(asked, strlen(asked), shown);
    if (seen == NULL || countries == NULL) {
        status = qp_fail(err, QP_E_MEMORY, "no memory for countries");
    } else {
        size_t count = list_countries(net, seen, countries);
        const char *nearest = qp_text_nearest(asked, countries, count);
        bool found = nearest != NULL;
        status = qp_fail(err, QP_E_MISUSE,
                         "--home '%s': it is the country of no actor%s%s%s",
                         shown, found ? " (nearest: '" : "",
                         found ? qp_text_shown(nearest, strlen(nearest), near)
                               : "",
                         found ? "')" : "");
    }
    qp_release(seen);
    qp_release((void *)countries);
    return status;
}

qp_status qp_home_check(const qp_network *net, qp_home home, qp_error *err)
{
    for (size_t h = 0; h < home.count; h++)
        if (!is_there(net, home.asked[h]))
            return refuse(net, home.asked[h], err);
    return QP_OK;
}

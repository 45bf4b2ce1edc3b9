/* SPDX-License-Identifier: MIT */
#include "metric/barrier.h"

#include "metric/covariates.h"

#define MEASURE "barrier"

enum { BORDERS = 4 };

/** The fields in which regions may differ. */
typedef struct {
    const uint32_t *field[BORDERS]; ///< [actors] QP_NONE: no value; NULL: none
} borders;

/* A text is the same where its number is. */
static double count_borders(const borders *b, qp_row from, qp_row to)
{
    double differing = NAN;
    for (size_t f = 0; f < BORDERS; f++) {
        const uint32_t *field = b->field[f];
        if (field == NULL || field[from] == QP_NONE || field[to] == QP_NONE)
            continue;
        if (isnan(differing))
            differing = 0;
        differing += field[from] != field[to] ? 1 : 0;
    }
    return differing;
}

bool qp_barriers(const qp_network *net, const qp_row region[], size_t count,
                 double level[])
{
    const qp_actors *actors = &net->actors;
    const borders b = {{actors->parent, actors->customs_zone,
                        actors->legal_system, actors->political_system}};
    bool any = false;
    qp_pair_values(net, MEASURE, region, count, level);
    for (size_t r = 0; r < count; r++)
        for (size_t s = 0; s < count; s++) {
            double *at = &level[r * count + s];
            if (r == s)
                *at = 0;
            else if (!(*at >= 0))
                *at = count_borders(&b, region[r], region[s]);
            any = any || (r != s && !isnan(*at));
        }
    return any;
}

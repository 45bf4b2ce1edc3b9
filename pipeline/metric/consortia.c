/* SPDX-License-Identifier: MIT */
#include "metric/consortia.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "core/pool.h"

enum { ROLES = 4 };

/* --------------------------------------------------------------------- words */

bool qp_consortium_is_research(const char *kind)
{
    static const char *const words[] = {
        "university",   "college",        "academy",  "institute",
        "lab",          "research",       "new-type", "innovation-cent",
        "science-cent", "large-facility",
    };
    if (kind[0] == '\0')
        return true;
    for (size_t w = 0; w < sizeof words / sizeof *words; w++)
        if (strncmp(kind, words[w], strlen(words[w])) == 0)
            return true;
    return false;
}

bool qp_consortium_is_lead(const char *role)
{
    return strcmp(role, "lead") == 0 || strcmp(role, "coordinator") == 0;
}

bool qp_consortium_is_sponsor(const char *role)
{
    return strcmp(role, "sponsor") == 0;
}

/* -------------------------------------------------------------------- shares */

static int by_number(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a;
    uint32_t right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

/** How a number of things fall into classes. */
typedef struct {
    double squares; ///< sum of the squared shares
    double largest; ///< share
} concentration;

static concentration concentrate(uint32_t classes[], size_t count)
{
    concentration c = {0};
    qsort(classes, count, sizeof *classes, by_number);
    for (size_t begin = 0, end = 0; begin < count; begin = end) {
        while (end < count && classes[end] == classes[begin])
            end++;
        double share = (double)(end - begin) / (double)count;
        c.squares += share * share;
        c.largest = fmax(c.largest, share);
    }
    return c;
}

static double diversity(const qp_consortium_member members[], size_t count,
                        uint32_t work[], size_t *typed)
{
    *typed = 0;
    for (size_t m = 0; m < count; m++)
        if (members[m].type != QP_NONE)
            work[(*typed)++] = members[m].type;
    return *typed > 0 ? 1 - concentrate(work, *typed).squares : NAN;
}

static double cross_region(const qp_consortium_member members[], size_t count,
                           uint32_t work[], size_t *placed)
{
    *placed = 0;
    for (size_t m = 0; m < count; m++)
        if (members[m].region != QP_NONE)
            work[(*placed)++] = members[m].region;
    return *placed > 0 ? 1 - concentrate(work, *placed).largest : NAN;
}

/* --------------------------------------------------------------------- roles */

static double completeness(const qp_consortium_member members[], size_t count)
{
    bool lead = false;
    bool research = false;
    bool enterprise = false;
    bool user = false;
    for (size_t m = 0; m < count; m++) {
        lead |= members[m].leads;
        research |= members[m].researches;
        enterprise |= members[m].is_enterprise;
        user |= qp_innovation_has(members[m].stages, QP_INNOVATION_PRODUCT);
    }
    return count > 0 ? (lead + research + enterprise + user) / (double)ROLES
                     : NAN;
}

static qp_innovation_set stages_of(const qp_consortium_member members[],
                                   size_t count, size_t *staged)
{
    unsigned stages = 0;
    *staged = 0;
    for (size_t m = 0; m < count; m++) {
        stages |= members[m].stages;
        *staged += members[m].stages != 0;
    }
    return (qp_innovation_set)stages;
}

qp_consortium qp_consortium_look(const qp_consortium_member members[],
                                 size_t count, uint32_t work[])
{
    qp_consortium c = {.completeness = completeness(members, count)};
    qp_innovation_set stages = stages_of(members, count, &c.staged);
    double coverage = (double)qp_innovation_size(stages) / QP_INNOVATION_STAGES;
    bool both = qp_innovation_has(stages, QP_INNOVATION_SCIENCE) &&
                qp_innovation_has(stages, QP_INNOVATION_PRODUCT);
    c.two_ends = c.staged > 0 ? (double)both : (double)NAN;
    c.stage_coverage = c.staged > 0 ? coverage : NAN;
    c.diversity = diversity(members, count, work, &c.typed);
    c.cross_region = cross_region(members, count, work, &c.placed);
    return c;
}

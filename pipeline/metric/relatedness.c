/* SPDX-License-Identifier: MIT */
#include "metric/relatedness.h"

#include <math.h>
#include <string.h>

const char *const qp_relatedness_names[] = {
    [QP_RELATED_PROXIMITY] = "proximity",
    [QP_RELATED_ASSOCIATION] = "association",
    [QP_RELATED_COSINE] = "cosine",
    [QP_RELATED_JACCARD] = "jaccard",
    [QP_RELATED_PROBABILITY] = "probability",
};

const char qp_relatedness_expected[] =
    "it is one of proximity, association, cosine, jaccard, probability";

qp_relatedness_kind qp_relatedness_find(const char *name)
{
    int kind = 0;
    while (kind < QP_RELATED_COUNT &&
           strcmp(qp_relatedness_names[kind], name) != 0)
        kind++;
    return (qp_relatedness_kind)kind;
}

/* ------------------------------------------------------------- relatedness */

static void meet_in(const double has[], size_t classes, double meet[])
{
    for (size_t i = 0; i < classes; i++) {
        if (has[i] == 0)
            continue;
        for (size_t j = 0; j < classes; j++)
            meet[i * classes + j] += has[j];
    }
}

void qp_meetings(const qp_holdings *present, double meet[])
{
    size_t classes = present->class_count;
    memset(meet, 0, classes * classes * sizeof *meet);
    for (size_t r = 0; r < present->region_count; r++)
        meet_in(present->value + r * classes, classes, meet);
    for (size_t i = 0; i < classes; i++)
        meet[i * classes + i] = 0;
}

/** What is known of two classes. */
typedef struct {
    double meet;   ///< C_ij
    double first;  ///< k_i or S_i
    double second; ///< k_j or S_j
    double total;  ///< T
} couple;

static double proximity(couple c)
{
    return c.meet / fmax(c.first, c.second);
}

static double association(couple c)
{
    return c.meet * c.total / (c.first * c.second);
}

static double cosine(couple c)
{
    return c.meet / sqrt(c.first * c.second);
}

static double jaccard(couple c)
{
    return c.meet / (c.first + c.second - c.meet);
}

static double probability(couple c)
{
    double both = c.first * c.second;
    return c.meet /
           ((both / (c.total - c.first) + both / (c.total - c.second)) / 2);
}

/* Of each class the regions that have it, or the meetings it has. */
static double size_up(qp_relatedness_kind kind, const qp_holdings *present,
                      const double meet[], double size[])
{
    bool by_regions = kind == QP_RELATED_PROXIMITY;
    const double *from = by_regions ? present->value : meet;
    size_t classes = present->class_count;
    size_t rows = by_regions ? present->region_count : classes;
    double total = 0;
    memset(size, 0, classes * sizeof *size);
    for (size_t r = 0; r < rows; r++)
        for (size_t i = 0; i < classes; i++)
            size[i] += from[r * classes + i];
    for (size_t i = 0; i < classes; i++)
        total += size[i];
    return total;
}

size_t qp_relatedness_room(const qp_holdings *present)
{
    return present->class_count;
}

void qp_relatedness_of(qp_relatedness_kind kind, const qp_holdings *present,
                       double room[], double phi[])
{
    static double (*const of[])(couple) = {
        [QP_RELATED_PROXIMITY] = proximity,
        [QP_RELATED_ASSOCIATION] = association,
        [QP_RELATED_COSINE] = cosine,
        [QP_RELATED_JACCARD] = jaccard,
        [QP_RELATED_PROBABILITY] = probability,
    };
    size_t classes = present->class_count;
    qp_meetings(present, phi);
    double total = size_up(kind, present, phi, room);
    for (size_t i = 0; i < classes; i++)
        for (size_t j = 0; j < classes; j++) {
            double *cell = &phi[i * classes + j];
            *cell = *cell > 0
                        ? of[kind]((couple){*cell, room[i], room[j], total})
                        : 0;
        }
}

/* ----------------------------------------------------------------- density */

/* How related each class is, to all others together. */
static void sum_related(const double phi[], size_t classes, double sum[])
{
    for (size_t i = 0; i < classes; i++) {
        sum[i] = 0;
        for (size_t j = 0; j < classes; j++)
            sum[i] += phi[i * classes + j];
    }
}

size_t qp_density_room(const qp_holdings *present)
{
    return present->class_count;
}

void qp_relatedness_density(const qp_holdings *present, const double phi[],
                            double room[], double density[])
{
    size_t classes = present->class_count;
    sum_related(phi, classes, room);
    for (size_t r = 0; r < present->region_count; r++) {
        const double *has = present->value + r * classes;
        double *row = density + r * classes;
        memset(row, 0, classes * sizeof *row);
        for (size_t j = 0; j < classes; j++)
            for (size_t i = 0; has[j] > 0 && i < classes; i++)
                row[i] += phi[j * classes + i];
        for (size_t i = 0; i < classes; i++)
            row[i] = room[i] > 0 ? fmin(100 * row[i] / room[i], 100) : NAN;
    }
}

/* --------------------------------------------------------- complementarity */

size_t qp_complementarity_room(const qp_holdings *present)
{
    return 2 * present->class_count;
}

/* What region r would gain by each class that it lacks; 0: nothing of use,
 * or it has it. Returns how many classes the gain is the mean of. */
static size_t weigh_classes(const double has[], const double phi[],
                            size_t classes, double sum[], double weight[])
{
    size_t lacks = 0;
    sum_related(phi, classes, sum);
    memset(weight, 0, classes * sizeof *weight);
    for (size_t i = 0; i < classes; i++) {
        if (has[i] > 0 || !(sum[i] > 0))
            continue;
        lacks++;
        for (size_t j = 0; j < classes; j++)
            weight[j] += (1 - has[j]) * phi[i * classes + j] / sum[i];
    }
    return lacks;
}

void qp_complementarities(const qp_holdings *present, const double phi[],
                          size_t r, double room[], double gain[])
{
    size_t classes = present->class_count;
    const double *has = present->value + r * classes;
    double *weight = room + classes;
    size_t lacks = weigh_classes(has, phi, classes, room, weight);
    for (size_t s = 0; s < present->region_count; s++) {
        double sum = 0;
        for (size_t j = 0; j < classes; j++)
            sum += weight[j] * present->value[s * classes + j];
        gain[s] = lacks > 0 ? 100 * sum / (double)lacks : NAN;
    }
}

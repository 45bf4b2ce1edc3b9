/* SPDX-License-Identifier: MIT */
#include "metric/covariates.h"

#include <math.h>
#include <string.h>

#include "metric/stock.h"

#define RADIUS_KM 6371.0088
#define DEGREE    0.017453292519943295 ///< in radians
#define MEASURE   "distance"

void qp_masses(const qp_network *net, qp_period window, const char *indicator,
               const qp_row region[], size_t count, double mass[])
{
    if (indicator == NULL)
        qp_stock_population(net, window, region, count, mass);
    else
        qp_stock_values(net, qp_stock_find(net, indicator), window, region,
                        count, mass);
}

double qp_great_circle(double lon1, double lat1, double lon2, double lat2)
{
    double across = sin((lon2 - lon1) * DEGREE / 2);
    double up = sin((lat2 - lat1) * DEGREE / 2);
    double h = up * up +
               cos(lat1 * DEGREE) * cos(lat2 * DEGREE) * across * across;
    return 2 * RADIUS_KM * asin(sqrt(h > 1 ? 1 : h)); /* NaN stays NaN */
}

static bool is_of(const qp_network *net, const char *measure, size_t pair)
{
    return strcmp(qp_network_text(net, net->pairs.measure[pair]), measure) == 0;
}

/* The given direction first; the other only where it is not given itself. */
bool qp_pair_values(const qp_network *net, const char *measure,
                    const qp_row region[], size_t count, double value[])
{
    bool any = false;
    for (size_t i = 0; i < count * count; i++)
        value[i] = NAN;
    for (size_t p = 0; p < net->pairs.count; p++) {
        uint32_t from = qp_row_position(region, count, net->pairs.from[p]);
        uint32_t to = qp_row_position(region, count, net->pairs.to[p]);
        if (!is_of(net, measure, p) || from == QP_NONE || to == QP_NONE ||
            from == to)
            continue;
        value[from * count + to] = net->pairs.value[p];
        any = true;
    }
    for (size_t r = 0; r < count; r++)
        for (size_t s = 0; s < count; s++)
            if (isnan(value[r * count + s]))
                value[r * count + s] = value[s * count + r];
    return any;
}

static bool take_circles(const qp_network *net, const qp_row region[],
                         size_t count, double distance[])
{
    const double *lon = net->actors.lon;
    const double *lat = net->actors.lat;
    bool any = false;
    for (size_t r = 0; lon != NULL && lat != NULL && r < count; r++)
        for (size_t s = 0; s < count; s++) {
            double d = qp_great_circle(lon[region[r]], lat[region[r]],
                                       lon[region[s]], lat[region[s]]);
            distance[r * count + s] = d;
            any = any || (r != s && !isnan(d));
        }
    return any;
}

qp_distance_source qp_distances(const qp_network *net, const qp_row region[],
                                size_t count, double distance[])
{
    qp_distance_source source = QP_DISTANCE_NONE;
    if (qp_pair_values(net, MEASURE, region, count, distance))
        source = QP_DISTANCE_PAIRS;
    else if (take_circles(net, region, count, distance))
        source = QP_DISTANCE_GREAT_CIRCLE;
    for (size_t r = 0; r < count; r++)
        distance[r * count + r] = 0;
    return source;
}

/* SPDX-License-Identifier: MIT */
#include "figure/naming.h"

const char *qp_name_of_actor(const qp_network *net, qp_row actor,
                             qp_language language)
{
    const qp_actors *all = &net->actors;
    return qp_network_name(net, all->id[actor], all->name, all->name_zh, actor,
                           language == QP_CHINESE);
}

const char *qp_name_of_thing(const qp_network *net, qp_row thing,
                             qp_language language)
{
    const qp_things *all = &net->things;
    return qp_network_name(net, all->id[thing], all->name, all->name_zh, thing,
                           language == QP_CHINESE);
}

const char *qp_name_of_consortium(const qp_network *net, qp_row consortium,
                                  qp_language language)
{
    const qp_consortia *all = &net->consortia;
    return qp_network_name(net, all->id[consortium], all->name, all->name_zh,
                           consortium, language == QP_CHINESE);
}

const char *qp_name_of_cluster(const qp_network *net, qp_row cluster,
                               qp_language language)
{
    const qp_clusters *all = &net->clusters;
    return qp_network_name(net, all->id[cluster], all->name, all->name_zh,
                           cluster, language == QP_CHINESE);
}

const char *qp_name_of_layer(const qp_network *net, qp_row layer,
                             qp_language language)
{
    const qp_layers *all = &net->layers;
    return qp_network_name(net, all->id[layer], all->name, all->name_zh, layer,
                           language == QP_CHINESE);
}

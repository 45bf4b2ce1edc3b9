/* SPDX-License-Identifier: MIT */
#include "metric/chain_run.h"

const char qp_chain_substitutes_header[] =
    "window,metric,supplier,product,value,substitute,region,makes,density,"
    "rank,remaining\n";

qp_status qp_chain_substitutes(qp_chain_run *run)
{
    (void)run;
    return QP_OK;
}

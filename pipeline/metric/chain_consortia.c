/* SPDX-License-Identifier: MIT */
#include "metric/chain_run.h"

qp_status qp_chain_consortia(qp_chain_run *run)
{
    (void)run;
    return QP_OK;
}

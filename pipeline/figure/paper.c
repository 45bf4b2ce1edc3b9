/* SPDX-License-Identifier: MIT */
#include "figure/paper.h"

double qp_paper_width(const qp_paper *paper)
{
    const double wide = 493, narrow = 238; /* and the margins: 180, 90 mm */
    return paper != NULL && paper->width_mm == QP_PAPER_NARROW ? narrow : wide;
}

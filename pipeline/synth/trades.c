/* SPDX-License-Identifier: MIT */
#include "synth/trades.h"

/* clang-format off */
const qp_trade qp_trades[QP_TRADE_COUNT] = {
/*   id           name                product            name of the product        needs a chip */
    {"aerospace", QP_WORD_AEROSPACE,  "airframe",        QP_WORD_AIRFRAME,          false},
    {"batteries", QP_WORD_BATTERIES,  "battery-cell",    QP_WORD_BATTERY_CELL,      false},
    {"biotech",   QP_WORD_BIOTECH,    "reagent",         QP_WORD_REAGENT,           false},
    {"chemicals", QP_WORD_CHEMICALS,  "resin",           QP_WORD_RESIN,             false},
    {"chips",     QP_WORD_CHIPS,      "memory-chip",     QP_WORD_MEMORY_CHIP,       false},
    {"machinery", QP_WORD_MACHINERY,  "machine-tool",    QP_WORD_MACHINE_TOOL,      true},
    {"optics",    QP_WORD_OPTICS,     "laser-source",    QP_WORD_LASER_SOURCE,      false},
    {"software",  QP_WORD_SOFTWARE,   "design-software", QP_WORD_DESIGN_SOFTWARE,   false},
    {"steel",     QP_WORD_STEEL,      "steel-plate",     QP_WORD_STEEL_PLATE,       false},
    {"telecom",   QP_WORD_TELECOM,    "antenna",         QP_WORD_ANTENNA,           true},
    {"textiles",  QP_WORD_TEXTILES,   "fabric",          QP_WORD_FABRIC,            false},
    {"vehicles",  QP_WORD_VEHICLES,   "chassis",         QP_WORD_CHASSIS,           true},
};
/* clang-format on */

size_t qp_trade_of(size_t region, bool common, size_t place)
{
    static const size_t apart[QP_TRADES_OF_REGION] = {0, 1, 3};
    /* 5 has no factor in common with 12: twelve regions begin at twelve. */
    size_t first = common ? 2 : region * 5;
    return (first + apart[place]) % QP_TRADE_COUNT;
}

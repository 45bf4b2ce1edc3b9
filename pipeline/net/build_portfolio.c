/* SPDX-License-Identifier: MIT */
#include "net/fields.h"

static bool is_given(const qp_table *table, size_t row, int column)
{
    const qp_string *cells = qp_builder_texts(table, column);
    return cells != NULL && cells[row] != QP_NONE;
}

/* Of two columns a row fills one. */
static qp_status refuse_unless_one(qp_builder *b, qp_rule rule, qp_spot spot,
                                   int other, const char *expected)
{
    const qp_column *columns = spot.table->schema->columns;
    bool one = is_given(spot.table, spot.row, spot.column);
    bool two = is_given(spot.table, spot.row, other);
    if (one != two || qp_table_refused(spot.table, spot.row, spot.column) ||
        qp_table_refused(spot.table, spot.row, other))
        return QP_OK;
    return qp_builder_tell(
        b, rule, (qp_spot){spot.table, spot.row, -1}, expected,
        one ? "both %s and %s are given" : "neither %s nor %s is given",
        columns[spot.column].name, columns[other].name);
}

static qp_status check_row(qp_builder *b, const qp_table *table, size_t row)
{
    qp_status status = refuse_unless_one(
        b, QP_RULE_PORTFOLIO_HOLDER, (qp_spot){table, row, QP_PORTFOLIO_REGION},
        QP_PORTFOLIO_ACTOR, "a row tells of a region or of another actor");
    if (status == QP_OK)
        status = refuse_unless_one(
            b, QP_RULE_PORTFOLIO_ITEM,
            (qp_spot){table, row, QP_PORTFOLIO_INDUSTRY}, QP_PORTFOLIO_PRODUCT,
            "industries and products are two portfolios");
    return status;
}

qp_status qp_build_portfolio(qp_builder *b)
{
    static const qp_field columns[] = {
        {QP_PORTFOLIO_REGION, "actor", QP_REF_REGION, QP_RULE_PORTFOLIO_HOLDER},
        {QP_PORTFOLIO_ACTOR, "actor", QP_REF_ACTOR, QP_RULE_PORTFOLIO_HOLDER},
        {QP_PORTFOLIO_INDUSTRY, "industry", QP_PLAIN},
        {QP_PORTFOLIO_PRODUCT, "product", QP_PLAIN},
        {QP_PORTFOLIO_DATE, "period", QP_PLAIN},
        {QP_PORTFOLIO_VALUE, "value", QP_PLAIN},
        {QP_PORTFOLIO_SOURCE, "source", QP_A_SOURCE},
    };
    static const qp_plan plan = {
        .table = QP_PORTFOLIO,
        .fields = QP_FIELDS(QP_G_PORTFOLIO, columns),
        .check = check_row,
        .once = QP_RULE_PORTFOLIO_ONCE,
        .found = "holder, item and date are those of another row",
        .expected = "a portfolio has one value a holder, item and date"};
    return qp_plan_run(b, &plan);
}

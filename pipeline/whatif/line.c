/* SPDX-License-Identifier: MIT */
#include "whatif/line.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "core/memory.h"

#define FOREIGN "foreign"

qp_status qp_line_tell(qp_whatif *w, qp_rule rule, qp_row row, int column,
                       const char *expected, const char *format, ...)
{
    enum { LONGEST = 512 };
    char found[LONGEST];
    va_list args;
    va_start(args, format);
    vsnprintf(found, sizeof found, format, args);
    va_end(args);
    qp_place place = qp_dataset_place(w->file, w->table, row, column);
    return qp_findings_add(w->findings, rule, place, found, expected, w->err);
}

const char *qp_line_shown(const qp_whatif *w, qp_string string,
                          char shown[QP_SHOWN_SIZE])
{
    const char *text = qp_network_text(&w->change.net, string);
    return qp_text_shown(text, strlen(text), shown);
}

static const char *name_of(int column)
{
    return qp_schemas[QP_SCENARIO].columns[column].name;
}

static const char *action_name(qp_action action)
{
    return qp_schemas[QP_SCENARIO].columns[QP_SCENARIO_ACTION].choices[action];
}

/* ------------------------------------------------------------------- fields */

#define F(column) (1U << QP_SCENARIO_##column)

/** The columns that an action needs, and those it may have. */
static const struct {
    unsigned needs;
    unsigned may;
} fields[QP_ACTION_COUNT] = {
    [QP_REMOVE_ACTOR] = {F(ACTOR), 0},
    [QP_REMOVE_COUNTRY] = {F(COUNTRY), 0},
    [QP_REMOVE_LAYER] = {F(LAYER), 0},
    [QP_CAP_SHARE] = {F(LAYER) | F(SHARE), F(PRODUCT) | F(TO) | F(BY)},
    [QP_ADD_LINK] = {F(FROM) | F(TO) | F(LAYER),
                     F(WEIGHT) | F(PRODUCT) | F(DATE) | F(UNTIL)},
    [QP_SCALE_WEIGHT] = {F(LAYER) | F(FACTOR), F(FROM) | F(TO) | F(PRODUCT)},
    [QP_SUBSTITUTE_SUPPLIER] = {F(ACTOR) | F(BY),
                                F(LAYER) | F(PRODUCT) | F(TO)},
};

static void list_fields(unsigned set, qp_text *out)
{
    bool first = true;
    for (int c = QP_SCENARIO_ACTOR; c <= QP_SCENARIO_BY; c++) {
        if ((set >> c & 1U) == 0)
            continue;
        bool last = set >> c == 1;
        qp_text_addf(out, "%s%s",
                     first  ? ""
                     : last ? " and "
                            : ", ",
                     name_of(c));
        first = false;
    }
}

static qp_status tell_field(qp_whatif *w, const qp_line *line, int column,
                            bool given)
{
    unsigned needs = fields[line->action].needs;
    unsigned may = fields[line->action].may;
    qp_text expected = {0};
    qp_text_addf(&expected, "action '%s' %s ", action_name(line->action),
                 given ? "reads" : "needs");
    list_fields(given ? needs | may : needs, &expected);
    qp_status status = qp_text_status(&expected, w->err);
    if (status == QP_OK)
        status = qp_line_tell(w, QP_RULE_SCENARIO_FIELD, line->row,
                              given ? column : -1, expected.bytes, "%s is %s",
                              name_of(column), given ? "given" : "blank");
    qp_text_clear(&expected);
    return status;
}

static bool is_given(const qp_whatif *w, qp_row row, int column)
{
    return w->table->columns[column].present &&
           !qp_table_is_blank(w->table, (size_t)column, row);
}

static qp_status check_fields(qp_whatif *w, const qp_line *line)
{
    qp_status status = QP_OK;
    unsigned needs = fields[line->action].needs;
    unsigned all = needs | fields[line->action].may;
    for (int c = QP_SCENARIO_ACTOR; c <= QP_SCENARIO_BY && status == QP_OK;
         c++) {
        bool given = is_given(w, line->row, c);
        if (qp_table_refused(w->table, line->row, c))
            continue;
        if (given ? (all >> c & 1U) == 0 : (needs >> c & 1U) != 0)
            status = tell_field(w, line, c, given);
    }
    return status;
}

/* -------------------------------------------------------------------- names */

/** Names that a cell may hold. */
typedef struct {
    qp_rule rule;
    const char *what;        ///< "is no actor of the network"
    const char *expected;    ///< "an actor is named by its id"
    const qp_string *values; ///< [count] column of the network, or NULL
    size_t count;
    const char *other; ///< one name more, or NULL
} names;

static names actors_of(const qp_whatif *w)
{
    const qp_actors *actors = &w->change.net.actors;
    return (names){QP_RULE_SCENARIO_ACTOR,
                   "is no actor of the network",
                   "an actor is named by its id",
                   actors->id,
                   actors->count,
                   NULL};
}

static names layers_of(const qp_whatif *w)
{
    const qp_layers *layers = &w->change.net.layers;
    return (names){QP_RULE_SCENARIO_LAYER,
                   "is no layer of the network",
                   "a layer is named by its id",
                   layers->id,
                   layers->count,
                   NULL};
}

static names countries_of(const qp_whatif *w)
{
    const qp_actors *actors = &w->change.net.actors;
    return (names){QP_RULE_SCENARIO_COUNTRY,
                   "is that of no actor",
                   "a country is named as in the tables, or `" FOREIGN "`",
                   actors->country,
                   actors->count,
                   FOREIGN};
}

static names products_of(const qp_whatif *w)
{
    const qp_links *links = &w->change.net.links;
    return (names){QP_RULE_SCENARIO_PRODUCT,
                   "is that of no link",
                   "a product is named as in the links",
                   links->product,
                   links->count,
                   NULL};
}

static const char *text_at(const qp_whatif *w, qp_row row, int column)
{
    const qp_string *cells = w->table->columns[column].text;
    return cells != NULL ? qp_pool_text(&w->file->text, cells[row]) : "";
}

/* Each of the names once; there is room for one more than there are texts. */
static size_t gather(const qp_network *net, const names *of, bool seen[],
                     const char *texts[])
{
    size_t count = 0;
    if (of->other != NULL)
        texts[count++] = of->other;
    for (size_t i = 0; of->values != NULL && i < of->count; i++) {
        qp_string s = of->values[i];
        if (s == QP_NONE || seen[s])
            continue;
        seen[s] = true;
        texts[count++] = qp_network_text(net, s);
    }
    return count;
}

static qp_status tell_unknown(qp_whatif *w, qp_row row, int column,
                              const names *of)
{
    const qp_network *net = &w->change.net;
    const char *typed = text_at(w, row, column);
    char shown[QP_SHOWN_SIZE];
    qp_text expected = {0};
    bool *seen = qp_acquire(net->text.count, sizeof *seen);
    const char **texts = qp_acquire(net->text.count + 1, sizeof *texts);
    qp_text_add(&expected, of->expected);
    expected.failed |= seen == NULL || texts == NULL;
    size_t count = expected.failed ? 0 : gather(net, of, seen, texts);
    const char *nearest = qp_text_nearest(typed, texts, count);
    if (nearest != NULL)
        qp_text_addf(&expected, " (nearest: '%s')",
                     qp_text_shown(nearest, strlen(nearest), shown));
    qp_status status = qp_text_status(&expected, w->err);
    if (status == QP_OK)
        status = qp_line_tell(w, of->rule, row, column, expected.bytes,
                              "%s '%s' %s", name_of(column),
                              qp_text_shown(typed, strlen(typed), shown),
                              of->what);
    qp_release(seen);
    qp_release((void *)texts);
    qp_text_clear(&expected);
    return status;
}

static qp_status tell_gone(qp_whatif *w, qp_row row, int column, qp_row since)
{
    char shown[QP_SHOWN_SIZE];
    const char *typed = text_at(w, row, column);
    qp_place place = qp_dataset_place(w->file, w->table, since, -1);
    return qp_line_tell(w, QP_RULE_SCENARIO_GONE, row, column,
                        "lines are applied from top to bottom",
                        "%s '%s' is gone since %s:%u", name_of(column),
                        qp_text_shown(typed, strlen(typed), shown), place.file,
                        (unsigned)place.line);
}

/* Links are those of the enterprise, whatever roles it plays. */
static qp_status tell_role(qp_whatif *w, qp_row row, int column, qp_row role)
{
    const qp_actors *actors = &w->change.net.actors;
    char architect[QP_SHOWN_SIZE];
    char enterprise[QP_SHOWN_SIZE];
    return qp_line_tell(
        w, QP_RULE_SCENARIO_ACTOR, row, column, "name the enterprise",
        "architect '%s' is a role of enterprise '%s'",
        qp_line_shown(w, actors->id[role], architect),
        qp_line_shown(w, actors->id[actors->enterprise[role]], enterprise));
}

/* The row of an actor; QP_NONE where the cell is blank or has a defect. */
static qp_status find_actor(qp_whatif *w, const qp_line *line, int column,
                            qp_row *actor)
{
    const names actors = actors_of(w);
    if (!is_given(w, line->row, column))
        return QP_OK;
    qp_row found = qp_network_actor(&w->change.net,
                                    text_at(w, line->row, column));
    if (found == QP_NONE)
        return tell_unknown(w, line->row, column, &actors);
    if (w->change.actor_gone[found])
        return tell_gone(w, line->row, column, w->actor_since[found]);
    if (w->change.net.actors.kind[found] == QP_KIND_ARCHITECT &&
        line->action != QP_REMOVE_ACTOR)
        return tell_role(w, line->row, column, found);
    *actor = found;
    return QP_OK;
}

static qp_status find_layer(qp_whatif *w, qp_line *line)
{
    const names layers = layers_of(w);
    if (!is_given(w, line->row, QP_SCENARIO_LAYER))
        return QP_OK;
    qp_row found = qp_network_layer(&w->change.net,
                                    text_at(w, line->row, QP_SCENARIO_LAYER));
    if (found == QP_NONE)
        return tell_unknown(w, line->row, QP_SCENARIO_LAYER, &layers);
    if (w->change.layer_gone[found])
        return tell_gone(w, line->row, QP_SCENARIO_LAYER,
                         w->layer_since[found]);
    line->layer = found;
    return QP_OK;
}

/* A text of the network; QP_NONE where no value of the column has it. */
static qp_string find_text(const qp_whatif *w, const char *text,
                           const names *of)
{
    qp_string found = qp_pool_find(&w->change.net.text, text, strlen(text));
    for (size_t i = 0; found != QP_NONE && of->values != NULL && i < of->count;
         i++)
        if (of->values[i] == found)
            return found;
    return QP_NONE;
}

static qp_status find_product(qp_whatif *w, qp_line *line)
{
    const names products = products_of(w);
    line->new_product = text_at(w, line->row, QP_SCENARIO_PRODUCT);
    line->product = find_text(w, line->new_product, &products);
    bool known = line->new_product[0] == '\0' || line->product != QP_NONE;
    if (known || line->action == QP_ADD_LINK)
        return QP_OK; /* what is new may be of a new product */
    return tell_unknown(w, line->row, QP_SCENARIO_PRODUCT, &products);
}

static qp_status find_country(qp_whatif *w, qp_line *line)
{
    const names countries = countries_of(w);
    const char *typed = text_at(w, line->row, QP_SCENARIO_COUNTRY);
    line->foreign = strcmp(typed, FOREIGN) == 0;
    if (line->foreign && !qp_home_is_known(&w->change.net, w->home))
        return qp_line_tell(w, QP_RULE_SCENARIO_HOME, line->row,
                            QP_SCENARIO_COUNTRY, "name one with --home",
                            "country is '" FOREIGN
                            "' and no home country is known");
    line->country = find_text(w, typed, &countries);
    if (typed[0] == '\0' || line->foreign || line->country != QP_NONE)
        return QP_OK;
    return tell_unknown(w, line->row, QP_SCENARIO_COUNTRY, &countries);
}

/* Who takes a supplier's place; of a cap, whose shares are added up. */
static qp_status find_by(qp_whatif *w, qp_line *line)
{
    char shown[QP_SHOWN_SIZE];
    const char *typed = text_at(w, line->row, QP_SCENARIO_BY);
    if (line->action != QP_CAP_SHARE) {
        qp_status status = find_actor(w, line, QP_SCENARIO_BY, &line->by);
        if (status != QP_OK || line->by == QP_NONE || line->by != line->actor)
            return status;
        return qp_line_tell(w, QP_RULE_SCENARIO_BY, line->row, QP_SCENARIO_BY,
                            "another takes its place",
                            "by '%s' is the supplier itself",
                            qp_text_shown(typed, strlen(typed), shown));
    }
    line->by_country = strcmp(typed, "country") == 0;
    if (typed[0] == '\0' || line->by_country || strcmp(typed, "supplier") == 0)
        return QP_OK;
    return qp_line_tell(w, QP_RULE_SCENARIO_BY, line->row, QP_SCENARIO_BY,
                        "a cap is by supplier or by country",
                        "by '%s' is neither",
                        qp_text_shown(typed, strlen(typed), shown));
}

static qp_status find_names(qp_whatif *w, qp_line *line)
{
    qp_status status = find_actor(w, line, QP_SCENARIO_ACTOR, &line->actor);
    if (status == QP_OK)
        status = find_country(w, line);
    if (status == QP_OK)
        status = find_layer(w, line);
    if (status == QP_OK)
        status = find_actor(w, line, QP_SCENARIO_FROM, &line->from);
    if (status == QP_OK)
        status = find_actor(w, line, QP_SCENARIO_TO, &line->to);
    if (status == QP_OK)
        status = find_product(w, line);
    return status == QP_OK ? find_by(w, line) : status;
}

/* -------------------------------------------------- what a layer can be told */

static qp_status check_direction(qp_whatif *w, const qp_line *line)
{
    const qp_layers *layers = &w->change.net.layers;
    char shown[QP_SHOWN_SIZE];
    bool supplies = line->action == QP_CAP_SHARE ||
                    line->action == QP_SUBSTITUTE_SUPPLIER;
    if (line->layer == QP_NONE || !supplies || layers->directed[line->layer])
        return QP_OK;
    return qp_line_tell(w, QP_RULE_SCENARIO_DIRECTION, line->row,
                        QP_SCENARIO_LAYER,
                        line->action == QP_CAP_SHARE
                            ? "action 'cap-share' needs to know who supplies "
                              "whom"
                            : "action 'substitute-supplier' needs to know who "
                              "supplies whom",
                        "layer '%s' is undirected",
                        qp_line_shown(w, layers->id[line->layer], shown));
}

static qp_status check_weighted(qp_whatif *w, const qp_line *line)
{
    const qp_layers *layers = &w->change.net.layers;
    char shown[QP_SHOWN_SIZE];
    bool caps = line->action == QP_CAP_SHARE;
    bool scales = line->action == QP_SCALE_WEIGHT && !isnan(line->factor) &&
                  line->factor != 0;
    if (line->layer == QP_NONE || !(caps || scales) ||
        layers->weighted[line->layer])
        return QP_OK;
    return qp_line_tell(w, QP_RULE_SCENARIO_WEIGHT, line->row,
                        QP_SCENARIO_LAYER,
                        caps ? "its links are there or are not: nobody has a "
                               "share of them"
                             : "its links are there or are not: only factor 0 "
                               "changes them",
                        "layer '%s' is unweighted",
                        qp_line_shown(w, layers->id[line->layer], shown));
}

/* ------------------------------------------------------------ the new link */

static qp_status check_new_ends(qp_whatif *w, const qp_line *line)
{
    const qp_actors *actors = &w->change.net.actors;
    char shown[QP_SHOWN_SIZE];
    if (line->from == QP_NONE || line->from != line->to ||
        actors->kind[line->from] == QP_KIND_REGION)
        return QP_OK;
    return qp_line_tell(w, QP_RULE_SCENARIO_SELF, line->row, QP_SCENARIO_FROM,
                        "only a region is linked to itself",
                        "from and to are both '%s'",
                        qp_line_shown(w, actors->id[line->from], shown));
}

static qp_status check_new_weight(qp_whatif *w, const qp_line *line)
{
    const qp_layers *layers = &w->change.net.layers;
    char shown[QP_SHOWN_SIZE];
    if (line->layer == QP_NONE ||
        qp_table_refused(w->table, line->row, QP_SCENARIO_WEIGHT))
        return QP_OK;
    bool weighted = layers->weighted[line->layer];
    (void)qp_line_shown(w, layers->id[line->layer], shown);
    if (!weighted && !isnan(line->weight))
        return qp_line_tell(w, QP_RULE_LINK_UNWEIGHTED, line->row,
                            QP_SCENARIO_WEIGHT,
                            "the layer is unweighted: the weight was ignored",
                            "the new link of layer '%s' has a weight", shown);
    if (weighted && isnan(line->weight))
        return qp_line_tell(w, QP_RULE_LINK_WEIGHT, line->row,
                            QP_SCENARIO_WEIGHT,
                            "every link of a weighted layer has a weight",
                            "weight is blank in layer '%s'", shown);
    if (weighted && layers->measure[line->layer] == QP_COUNT &&
        floor(line->weight) != line->weight)
        return qp_line_tell(w, QP_RULE_LINK_WEIGHT, line->row,
                            QP_SCENARIO_WEIGHT, "the layer's measure is count",
                            "weight is not whole in layer '%s'", shown);
    return QP_OK;
}

static qp_status read_period(qp_whatif *w, qp_line *line)
{
    const qp_cells *dates = &w->table->columns[QP_SCENARIO_DATE];
    const qp_cells *untils = &w->table->columns[QP_SCENARIO_UNTIL];
    qp_day until = qp_optional_period(untils->period, line->row).from;
    line->period = qp_optional_period(dates->period, line->row);
    if (until == QP_NO_DAY ||
        qp_table_refused(w->table, line->row, QP_SCENARIO_DATE))
        return QP_OK;
    if (line->period.from == QP_NO_DAY)
        return qp_line_tell(w, QP_RULE_LINK_UNTIL, line->row, QP_SCENARIO_UNTIL,
                            "date says when the link begins",
                            "until is given without date");
    line->period.until = until;
    if (until > line->period.from)
        return QP_OK;
    return qp_line_tell(w, QP_RULE_LINK_UNTIL, line->row, QP_SCENARIO_UNTIL,
                        "until is the first day on which the link holds no "
                        "more",
                        "until is not after date");
}

static qp_status check_new_link(qp_whatif *w, qp_line *line)
{
    if (line->action != QP_ADD_LINK)
        return QP_OK;
    qp_status status = check_new_ends(w, line);
    if (status == QP_OK)
        status = check_new_weight(w, line);
    return status == QP_OK ? read_period(w, line) : status;
}

/* ----------------------------------------------------------------- the line */

static double number_at(const qp_whatif *w, qp_row row, int column)
{
    return qp_optional_number(w->table->columns[column].number, row);
}

static qp_line blank_line(const qp_whatif *w, qp_row row)
{
    return (qp_line){
        .row = row,
        .action = (qp_action)number_at(w, row, QP_SCENARIO_ACTION),
        .actor = QP_NONE,
        .by = QP_NONE,
        .layer = QP_NONE,
        .from = QP_NONE,
        .to = QP_NONE,
        .country = QP_NONE,
        .product = QP_NONE,
        .new_product = "",
        .share = number_at(w, row, QP_SCENARIO_SHARE),
        .factor = number_at(w, row, QP_SCENARIO_FACTOR),
        .weight = number_at(w, row, QP_SCENARIO_WEIGHT),
        .period = QP_NO_PERIOD,
    };
}

qp_status qp_line_read(qp_whatif *w, qp_row row, qp_line *line, bool *whole)
{
    const size_t *defects = &w->findings->total[QP_DEFECT];
    size_t before = *defects;
    *whole = false;
    if (!is_given(w, row, QP_SCENARIO_ACTION))
        return QP_OK; /* what is wrong with it is told */
    *line = blank_line(w, row);
    qp_status status = check_fields(w, line);
    if (status == QP_OK)
        status = find_names(w, line);
    if (status == QP_OK)
        status = check_direction(w, line);
    if (status == QP_OK)
        status = check_weighted(w, line);
    if (status == QP_OK)
        status = check_new_link(w, line);
    *whole = *defects == before && !qp_table_row_refused(w->table, row);
    return status;
}

/* -------------------------------------------------- what a line speaks of */

static bool has_ends(const qp_line *line, qp_row from, qp_row to)
{
    return (line->from == QP_NONE || line->from == from) &&
           (line->to == QP_NONE || line->to == to);
}

bool qp_line_means(const qp_whatif *w, const qp_line *line, size_t link)
{
    const qp_links *links = &w->change.net.links;
    qp_row from = links->from[link];
    qp_row to = links->to[link];
    if (w->change.link_gone[link] ||
        (line->layer != QP_NONE && w->change.layer_of[link] != line->layer) ||
        (line->product != QP_NONE &&
         qp_optional_row(links->product, link) != line->product))
        return false;
    return has_ends(line, from, to) ||
           (!w->change.net.layers.directed[w->change.layer_of[link]] &&
            has_ends(line, to, from));
}

/* SPDX-License-Identifier: MIT */
#include "whatif/scenario.h"

#include <math.h>
#include <string.h>

#include "core/memory.h"
#include "whatif/line.h"

static size_t count_marks(const bool marks[], size_t count)
{
    size_t marked = 0;
    for (size_t i = 0; i < count; i++)
        marked += marks[i];
    return marked;
}

/* ------------------------------------------------------------- what goes */

/* Note since when an actor or a layer is gone. */
static void note_since(const bool gone[], size_t count, qp_row row,
                       qp_row since[])
{
    for (size_t i = 0; i < count; i++)
        if (gone[i] && since[i] == QP_NONE)
            since[i] = row;
}

/* The shares of the places of an actor add up to 1: none of them goes alone. */
static qp_status check_places(qp_whatif *w, const qp_line *line, int column)
{
    const qp_network *net = &w->change.net;
    const qp_locations *all = &net->locations;
    char region[QP_SHOWN_SIZE];
    char actor[QP_SHOWN_SIZE];
    for (size_t i = 0; i < all->count; i++) {
        if (w->change.actor_gone[all->actor[i]] ||
            w->actor_since[all->region[i]] != line->row)
            continue;
        return qp_line_tell(
            w, QP_RULE_SCENARIO_PLACE, line->row, column,
            "shares of places add up to 1: remove the actor as well, before",
            "region '%s' is one of several places of '%s'",
            qp_line_shown(w, net->actors.id[all->region[i]], region),
            qp_line_shown(w, net->actors.id[all->actor[i]], actor));
    }
    return QP_OK;
}

/* What was marked goes, and what cannot be without it. */
static qp_status let_go(qp_whatif *w, const qp_line *line, int column,
                        qp_deed *deed)
{
    qp_change *change = &w->change;
    size_t actors = change->net.actors.count;
    size_t links = change->net.links.count;
    size_t before = count_marks(change->link_gone, links);
    qp_change_settle(change);
    deed->removed = count_marks(change->link_gone, links) - before;
    note_since(change->layer_gone, change->net.layers.count, line->row,
               w->layer_since);
    note_since(change->actor_gone, actors, line->row, w->actor_since);
    for (size_t a = 0; a < actors; a++)
        deed->actors += w->actor_since[a] == line->row;
    return check_places(w, line, column);
}

static qp_status remove_actor(qp_whatif *w, const qp_line *line, qp_deed *deed)
{
    w->change.actor_gone[line->actor] = true;
    return let_go(w, line, QP_SCENARIO_ACTOR, deed);
}

static qp_status remove_country(qp_whatif *w, const qp_line *line,
                                qp_deed *deed)
{
    const qp_actors *actors = &w->change.net.actors;
    for (size_t a = 0; a < actors->count; a++) {
        qp_string country = qp_optional_row(actors->country, a);
        if (country != QP_NONE &&
            (line->foreign ? !qp_home_has(&w->change.net, w->home, country)
                           : country == line->country))
            w->change.actor_gone[a] = true;
    }
    return let_go(w, line, QP_SCENARIO_COUNTRY, deed);
}

static qp_status remove_layer(qp_whatif *w, const qp_line *line, qp_deed *deed)
{
    w->change.layer_gone[line->layer] = true;
    return let_go(w, line, QP_SCENARIO_LAYER, deed);
}

/* ------------------------------------------------------------ what is new */

/* In an unweighted layer a link counts once. */
static bool is_there(const qp_whatif *w, const qp_line *line, size_t link)
{
    const qp_links *links = &w->change.net.links;
    qp_period period = qp_optional_period(links->period, link);
    return qp_line_means(w, line, link) &&
           qp_optional_row(links->product, link) == line->product &&
           (line->product != QP_NONE || line->new_product[0] == '\0') &&
           period.from == line->period.from &&
           period.until == line->period.until &&
           isnan(qp_optional_number(links->status, link)) &&
           isnan(qp_optional_number(links->polarity, link));
}

static bool is_told_again(const qp_whatif *w, const qp_line *line)
{
    if (w->change.net.layers.weighted[line->layer])
        return false;
    for (size_t l = 0; l < w->change.net.links.count; l++)
        if (is_there(w, line, l))
            return true;
    return false;
}

/* Tables are known in a network by their names alone. */
static const char *bare_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

static qp_status add_link(qp_whatif *w, const qp_line *line, qp_deed *deed)
{
    qp_new_link link = {.layer = line->layer,
                        .from = line->from,
                        .to = line->to,
                        .weight = line->weight,
                        .period = line->period,
                        .product = line->new_product,
                        .line = w->table->line[line->row]};
    qp_status status = QP_OK;
    if (is_told_again(w, line))
        return QP_OK;
    if (w->change.net.files != NULL)
        status = qp_change_file(&w->change, bare_name(w->file->files[0]),
                                &link.file, w->err);
    if (status == QP_OK)
        status = qp_change_add_link(&w->change, &link, w->err);
    deed->added = status == QP_OK;
    return status;
}

/* ------------------------------------------------------ what is otherwise */

static qp_status refuse_factor(qp_whatif *w, const qp_line *line)
{
    return qp_line_tell(w, QP_RULE_SCENARIO_WEIGHT, line->row,
                        QP_SCENARIO_FACTOR, "choose a smaller one",
                        "the factor makes a weight larger than numbers go");
}

static qp_status scale(qp_whatif *w, const qp_line *line, qp_deed *deed)
{
    const double *weight = w->change.net.links.weight;
    for (size_t l = 0; l < w->change.net.links.count; l++) {
        if (!qp_line_means(w, line, l))
            continue;
        double scaled = weight[l] * line->factor;
        if (line->factor == 0) {
            w->change.link_gone[l] = true;
            deed->removed++;
        } else if (isinf(scaled)) {
            return refuse_factor(w, line);
        } else if (scaled != weight[l]) {
            qp_change_weigh(&w->change, l, scaled);
            deed->changed++;
        }
    }
    return QP_OK;
}

/* Without a layer: wherever somebody supplies. */
static bool supplies(const qp_whatif *w, const qp_line *line, size_t link)
{
    const qp_layers *layers = &w->change.net.layers;
    qp_row layer = w->change.layer_of[link];
    return line->layer != QP_NONE ||
           (layers->role[layer] == QP_ROLE_SUPPLY && layers->directed[layer]);
}

static qp_status substitute(qp_whatif *w, const qp_line *line, qp_deed *deed)
{
    const qp_links *links = &w->change.net.links;
    for (size_t l = 0; l < links->count; l++) {
        if (links->from[l] != line->actor || !qp_line_means(w, line, l) ||
            !supplies(w, line, l))
            continue;
        qp_change_origin(&w->change, l, line->by);
        deed->removed += w->change.link_gone[l];
        deed->changed += !w->change.link_gone[l];
    }
    return QP_OK;
}

/* ----------------------------------------------------------------- the lines */

static qp_status tell_parts(qp_whatif *w, const qp_line *line)
{
    char shown[QP_SHOWN_SIZE];
    const qp_layers *layers = &w->change.net.layers;
    return qp_line_tell(w, QP_RULE_SCENARIO_PARTS, line->row, -1,
                        "its measure is amount from here on",
                        "counts of layer '%s' become parts",
                        qp_line_shown(w, layers->id[line->layer], shown));
}

static qp_status tell_idle(qp_whatif *w, const qp_line *line)
{
    return qp_line_tell(w, QP_RULE_SCENARIO_IDLE, line->row, -1,
                        "no link is such, or all are so already",
                        "the line changes nothing");
}

static bool is_idle(const qp_deed *deed, const qp_line *line)
{
    return line->action != QP_REMOVE_LAYER &&
           deed->actors + deed->removed + deed->changed + deed->added == 0;
}

static qp_status do_line(qp_whatif *w, const qp_line *line, qp_deed *deed)
{
    static qp_status (*const actions[QP_ACTION_COUNT])(
        qp_whatif *, const qp_line *, qp_deed *) = {
        [QP_REMOVE_ACTOR] = remove_actor,
        [QP_REMOVE_COUNTRY] = remove_country,
        [QP_REMOVE_LAYER] = remove_layer,
        [QP_CAP_SHARE] = qp_whatif_cap,
        [QP_ADD_LINK] = add_link,
        [QP_SCALE_WEIGHT] = scale,
        [QP_SUBSTITUTE_SUPPLIER] = substitute,
    };
    const uint8_t *measure = w->change.net.layers.measure;
    size_t before = w->findings->total[QP_DEFECT];
    bool counts = line->layer != QP_NONE && measure[line->layer] == QP_COUNT;
    qp_status status = actions[line->action](w, line, deed);
    if (status == QP_OK && counts && measure[line->layer] != QP_COUNT)
        status = tell_parts(w, line);
    if (status == QP_OK && is_idle(deed, line) &&
        w->findings->total[QP_DEFECT] == before)
        status = tell_idle(w, line);
    return status;
}

static qp_status do_row(qp_whatif *w, qp_row row, qp_scenario *scenario)
{
    qp_line line;
    bool whole = false;
    qp_status status = qp_line_read(w, row, &line, &whole);
    if (status != QP_OK || !whole)
        return status;
    qp_deed *deed = &scenario->deeds[scenario->count++];
    *deed = (qp_deed){.line = w->table->line[row], .action = line.action};
    return do_line(w, &line, deed);
}

/* -------------------------------------------------------------- the scenario */

static qp_status prepare(qp_whatif *w, const qp_network *net,
                         qp_scenario *scenario)
{
    size_t actors = net->actors.count;
    size_t layers = net->layers.count;
    qp_status status = qp_change_begin(&w->change, net, w->err);
    w->actor_since = qp_acquire(actors, sizeof *w->actor_since);
    w->layer_since = qp_acquire(layers, sizeof *w->layer_since);
    scenario->deeds = qp_acquire(w->table->row_count, sizeof *scenario->deeds);
    if (w->actor_since == NULL || w->layer_since == NULL ||
        scenario->deeds == NULL)
        return qp_fail(w->err, QP_E_MEMORY, "no memory for a scenario");
    memset(w->actor_since, 0xFF, actors * sizeof *w->actor_since);
    memset(w->layer_since, 0xFF, layers * sizeof *w->layer_since);
    return status;
}

static qp_status play(qp_whatif *w, const qp_network *net,
                      qp_scenario *scenario, qp_network *changed)
{
    qp_status status = prepare(w, net, scenario);
    for (size_t row = 0; row < w->table->row_count && status == QP_OK; row++)
        status = do_row(w, (qp_row)row, scenario);
    size_t defects = w->findings->total[QP_DEFECT];
    if (status == QP_OK && defects > 0)
        status = qp_fail(w->err, QP_E_REFUSED, "%zu defects", defects);
    if (status == QP_OK)
        status = qp_change_finish(&w->change, changed, w->err);
    qp_change_clear(&w->change);
    qp_release(w->actor_since);
    qp_release(w->layer_since);
    return status;
}

qp_status qp_scenario_run(qp_scenario *scenario, const qp_network *net,
                          const qp_scenario_options *options,
                          qp_findings *findings, qp_network *changed,
                          qp_error *err)
{
    *scenario = (qp_scenario){0};
    *changed = (qp_network){.title = QP_NONE};
    qp_whatif w = {.file = &scenario->file,
                   .table = &scenario->file.tables[QP_SCENARIO],
                   .home = options->home,
                   .findings = findings,
                   .err = err};
    qp_status status = qp_home_check(net, options->home, err);
    if (status == QP_OK)
        status = qp_dataset_read_file(&scenario->file, options->path,
                                      QP_SCENARIO, findings, err);
    return status == QP_OK ? play(&w, net, scenario, changed) : status;
}

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

void qp_scenario_text(const qp_scenario *scenario, const char *program,
                      qp_text *out)
{
    const qp_column *action =
        &qp_schemas[QP_SCENARIO].columns[QP_SCENARIO_ACTION];
    for (size_t d = 0; d < scenario->count; d++) {
        const qp_deed *deed = &scenario->deeds[d];
        qp_text_addf(out,
                     "%s: %s:%u: %s: %zu actor%s and %zu link%s removed, %zu "
                     "link%s changed, %zu added\n",
                     program, scenario->file.files[0], (unsigned)deed->line,
                     action->choices[deed->action], deed->actors,
                     plural(deed->actors), deed->removed, plural(deed->removed),
                     deed->changed, plural(deed->changed), deed->added);
    }
}

void qp_scenario_clear(qp_scenario *scenario)
{
    qp_dataset_clear(&scenario->file);
    qp_release(scenario->deeds);
    *scenario = (qp_scenario){0};
}

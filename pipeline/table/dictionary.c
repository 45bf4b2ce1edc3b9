/* SPDX-License-Identifier: MIT */
#include "table/dictionary.h"

#include <float.h>

#include "table/schema.h"

/* clang-format off */
static const char introduction[] =
"# The data dictionary\n"
"\n"
"A dataset is a folder of tables. Only `links.csv` is indispensable (or one of `indicators.csv`, `portfolio.csv`,\n"
"`memberships.csv`, `statements.csv`); a metric that lacks its table gives a reason, never 0. This page is printed from\n"
"the schemas in the program, and a test keeps the two equal.\n"
"\n"
"```csv\n"
"from,to,layer,weight,date\n"
"beijing,shanghai,talent,120,2023\n"
"shanghai,beijing,talent,90,2023\n"
"```\n"
"\n"
"That is a whole dataset. `qipan-check FOLDER` tells every defect of a folder with file, line and byte column, in one\n"
"run; [docs/findings.md](../docs/findings.md) lists what it looks for.\n"
"\n"
"## Form\n"
"\n"
"- **Files** are `NAME.csv` or `NAME.csv.gz`: comma-separated as in RFC 4180, UTF-8 with or without a byte order mark, a\n"
"  header row. LF, CRLF and CR end a line; blank lines are passed over; every other row has as many fields as the header.\n"
"  A field is at most 1 MiB. A plain file may be of any size; one that is compressed or in another encoding is held\n"
"  whole while it is read and is at most 4 GiB unpacked. A table has at most 4,294,967,294 rows.\n"
"- **Memory** is what the columns of a table that are there take: about 26 bytes a row of `from,to,layer,weight`, and\n"
"  twice to three times that at the height of building ([docs/performance.md](../docs/performance.md) measures it).\n"
"  Findings take no more: of one rule and file the first 20 are kept, the rest is counted.\n"
"- **Columns** are found by name, in any order; an unknown column is ignored with one warning.\n"
"- **Ids** are text of 1 to 255 bytes, unique over actors, things and consortia, compared byte by byte. Ids and names\n"
"  hold no control characters; names that are not in Unicode NFC are normalised, with a warning.\n"
"- **Missing** is an empty cell. It is never 0.\n"
"- **Numbers** have a decimal point and no thousands separator; an exponent is allowed (`1.5e6`).\n"
"- **Dates** are `YYYY`, `YYYY-MM` or `YYYY-MM-DD` and name the period they spell: `2023` is [2023-01-01, 2024-01-01).\n"
"  `until` is exclusive. Undated links count only in the whole period.\n"
"\n";

static const char rules[] =
"## Rules over rows and tables\n"
"\n"
"- **Actors** are regions, enterprises, institutes and architects. Without any of their tables, every end of a link that\n"
"  is no thing is declared a region. Otherwise an unknown end is a defect, unless `datapackage.json` declares it.\n"
"- **Architects** stand for their enterprise: name and region are those of the enterprise where the row gives none.\n"
"- **Things** (technologies, programmes, products) may be ends of links. Such links are kept apart and none is summed:\n"
"  they are drawn, exported and counted as what is told of things, and enter no metric of flow or structure.\n"
"- **Consortia** are tied to their members by `memberships.csv`; they are no end of a link.\n"
"- **Projections** make links of memberships: a row of `projections.csv` names a consortium, a layer and a form. A `clique`\n"
"  links each pair of different members once, with the weight 1 / (members - 1), so that the links of a member in one\n"
"  consortium add up to 1 (Newman 2001). A `coordinator` is linked to every member that is no coordinator, with the\n"
"  weight 1: it is the member whose role is `coordinator`; of several the lead of the consortium where it is one of them,\n"
"  else the first by id; where no member has the role, the lead. Date, until and source are those of the row. Rows that\n"
"  give no links are counted in a note.\n"
"- **Actors in several places** have rows in `locations.csv`. The shares of one actor add up to 1 on every day on which\n"
"  any of its rows holds; a row without dates always holds. A link is divided by the shares of the day on which it\n"
"  begins, one without a date by those of the latest day; on a day that no row covers the actor is in its `region`.\n"
"- **Portfolio.** A row names a region or another actor, and an industry or a product: one value a holder, item and date.\n"
"  Where any region has rows, rows of regions alone make the portfolio; else those of the actors in them do.\n"
"- **Indicators of links.** In `indicator_defs.csv` the indicator `layer:ID` is what flows in and out of a region in that\n"
"  layer, by its population; it has no rows in `indicators.csv`, and it needs `low` and `high`.\n"
"- **Barriers.** The level of barrier between two regions is the value of the pair of measure `barrier`, which holds both\n"
"  ways unless both are given; without one it is the number of `parent`, `customs_zone`, `legal_system` and\n"
"  `political_system` in which the two differ, among those of which both have a value.\n"
"- **Pairs** have one value a measure and order of ends, and a measure one unit; a pair of industries has one phi.\n"
"- **Groups** (`group` true) stand for many actors that are not named: they are drawn, their links count, and they stay\n"
"  out of densities and degrees.\n"
"- **Layers not declared** in `layers.csv` get their role from their id, and the defaults stated below, with a warning. In\n"
"  a weighted layer every link has a weight; in an unweighted one weights are ignored, with a warning.\n"
"- **Parallel links** (same ends, layer, dates and product) are summed, with a warning. Rows that differ in status,\n"
"  polarity, source, relation or another statement stay apart, so that none is lost: a planned link adds nothing to an\n"
"  actual one, all others add up in every flow. In an unweighted layer a link counts once however often it is told: of\n"
"  rows with one status and polarity the first by source stays, and what else the others say is not kept.\n"
"- **Links of an actor to itself**: of a region, retention; of another actor, dropped and counted.\n"
"- **Regions** form a tree by `parent`; a region belongs to at most one cluster, and a cluster has at most one core.\n"
"- **Sources.** Where there is a `sources.csv`, every `source` is listed in it. A row without a source is your own\n"
"  measurement. What is made from synthetic rows is stamped so; a layer of statements only (`seed`, `general-knowledge`)\n"
"  gives no flow metrics: reason `not-measured`.\n"
"\n";

static const char scenarios[] =
"\n"
"## Scenarios\n"
"\n"
"A scenario is a file of its own, which no dataset needs: `qipan-scenario NETWORK.h5 SCENARIO.csv -o CHANGED.h5` applies its\n"
"rows from top to bottom. A dataset keeps its scenarios as `scenarios/NAME.csv`.\n"
"[docs/scenarios.md](../docs/scenarios.md) says what each action does and works an example.\n"
"\n"
"| action | needs | may have |\n"
"|---|---|---|\n"
"| `remove-actor` | actor | |\n"
"| `remove-country` | country | |\n"
"| `remove-layer` | layer | |\n"
"| `cap-share` | layer, share | product, to, by |\n"
"| `add-link` | from, to, layer; weight in a weighted layer | product, date, until |\n"
"| `scale-weight` | layer, factor | from, to, product |\n"
"| `substitute-supplier` | actor, by | layer, product, to |\n";

static const char *const holds[] = {
    [QP_ID] = "id",           [QP_TEXT] = "text",
    [QP_NUMBER] = "number",   [QP_BOOLEAN] = "true, false",
    [QP_DATE] = "date",       [QP_CHOICE] = "",
    [QP_STAGES] = "1, 2, 3",
};
/* clang-format on */

static void add_kind(qp_text *out, const qp_column *column)
{
    qp_text_add(out, holds[column->kind]);
    if (column->kind == QP_CHOICE)
        for (size_t c = 0; column->choices[c] != NULL; c++)
            qp_text_addf(out, "%s`%s`", c > 0 ? ", " : "", column->choices[c]);
    if (qp_column_is_bounded(column) && column->most == DBL_MAX)
        qp_text_add(out, " >= 0");
    else if (qp_column_is_bounded(column))
        qp_text_addf(out, " from %g to %g", column->least, column->most);
}

static void add_table(qp_text *out, const qp_schema *schema)
{
    qp_text_addf(out, "\n### %s: %s\n\n", schema->name, schema->meaning);
    qp_text_add(
        out, "| column | | holds | unit | meaning |\n|---|---|---|---|---|\n");
    for (size_t c = 0; c < schema->column_count; c++) {
        const qp_column *column = &schema->columns[c];
        qp_text_addf(out, "| `%s` | %s | ", column->name,
                     column->required ? "required" : "");
        add_kind(out, column);
        qp_text_addf(out, " | %s | %s |\n",
                     column->unit != NULL ? column->unit : "", column->meaning);
    }
}

void qp_dictionary_text(qp_text *out)
{
    qp_text_add(out, introduction);
    qp_text_add(out, rules);
    qp_dictionary_mapping_text(out);
    qp_text_add(out, "## Tables\n");
    for (size_t t = 0; t < QP_TABLE_COUNT; t++)
        add_table(out, &qp_schemas[t]);
    qp_text_add(out, scenarios);
    add_table(out, &qp_schemas[QP_SCENARIO]);
}

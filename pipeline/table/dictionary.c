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
"  A table is at most 4 GiB unpacked, a field 1 MiB.\n"
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

static const char mapping[] =
"## Tables in another shape: `datapackage.json`\n"
"\n"
"A folder may hold a `datapackage.json` (Frictionless Data Package) that says how to read any CSV as it came. Files are\n"
"looked for in the folder, then in the one named with `--files`. Each resource says under the key `qipan` what it feeds; a\n"
"list of mappings reads one file into several tables. Resources without that key are somebody else's.\n"
"\n"
"| key of a mapping | meaning |\n"
"|---|---|\n"
"| `table` | the table it feeds |\n"
"| `columns` | {column of ours: column of the file}; left out: equal names |\n"
"| `constants` | {column of ours: one text for all rows} |\n"
"| `skip` | list of {`column`, `equals`}: rows of the file to leave out; counted and told |\n"
"| `trim` | columns of the file to strip of outer blanks |\n"
"| `duplicates` | `error` (default), or `keep`: a repeated id fills only what its first row left blank |\n"
"| `decimal_years` | true: dates are written `2014.0` |\n"
"\n"
"| key of a resource | meaning |\n"
"|---|---|\n"
"| `path` | a file below the folder, or a list of files with the same columns; `.csv.gz` is unpacked |\n"
"| `dialect` | `delimiter`, one character |\n"
"| `schema` | `missingValues`: texts that mean \"no value\", for all columns or in one of `fields` |\n"
"| `encoding` | utf-8 |\n"
"\n"
"Of the package, `title` is kept with the network; `qipan.home` lists home countries (`qipan-build --home` takes\n"
"precedence; without either it is the most frequent country of enterprises and institutes), and `qipan.declare` (`region`,\n"
"`enterprise` or `institute`) says what an end of a link is that no table lists. What the package says and qipan cannot do\n"
"is a defect, never passed over.\n"
"\n"
"**Flows under other names**, a layer for all rows, years written 2014.0. `flows.csv.gz`:\n"
"\n"
"```csv\n"
"iso3codefrom,iso3codeto,year,n_migrations\n"
"ABW,NLD,2014.0,3\n"
"NLD,ABW,2014.0,2\n"
"```\n"
"\n"
"```json\n"
"{\"resources\": [{\"name\": \"flows\", \"path\": \"flows.csv.gz\",\n"
"  \"qipan\": {\"table\": \"links\", \"decimal_years\": true,\n"
"    \"columns\": {\"from\": \"iso3codefrom\", \"to\": \"iso3codeto\", \"weight\": \"n_migrations\", \"date\": \"year\"},\n"
"    \"constants\": {\"layer\": \"talent\"}}}]}\n"
"```\n"
"\n"
"**One file, several tables**: a row a country and year, the country once, two indicators each year. `countries.csv`:\n"
"\n"
"```csv\n"
"code,country,continent,year,population,gdp\n"
"CHN,China,Asia ,2019,1407745000,10144\n"
"CHN,China,Asia ,2020,1411100000,\n"
",Unknown,,2020,,\n"
"```\n"
"\n"
"```json\n"
"{\"resources\": [{\"name\": \"countries\", \"path\": \"countries.csv\",\n"
"  \"qipan\": [\n"
"    {\"table\": \"regions\", \"duplicates\": \"keep\", \"columns\": {\"id\": \"code\", \"name\": \"country\", \"cluster\": \"continent\"},\n"
"     \"trim\": [\"continent\"], \"skip\": [{\"column\": \"code\", \"equals\": \"\"}]},\n"
"    {\"table\": \"indicators\", \"columns\": {\"region\": \"code\", \"date\": \"year\", \"value\": \"population\"},\n"
"     \"constants\": {\"indicator\": \"population\", \"unit\": \"persons\"},\n"
"     \"skip\": [{\"column\": \"code\", \"equals\": \"\"}, {\"column\": \"population\", \"equals\": \"\"}]},\n"
"    {\"table\": \"indicators\", \"columns\": {\"region\": \"code\", \"date\": \"year\", \"value\": \"gdp\"},\n"
"     \"constants\": {\"indicator\": \"gdp\", \"unit\": \"USD\"},\n"
"     \"skip\": [{\"column\": \"code\", \"equals\": \"\"}, {\"column\": \"gdp\", \"equals\": \"\"}]}]}]}\n"
"```\n"
"\n"
"**Own codes for missing values**, another delimiter, a file a year, firms that no table lists. `2022.csv`:\n"
"\n"
"```csv\n"
"seller;buyer;value;remark\n"
"Dupont;Durand;-99;NA\n"
"Durand;Martin;12.5;paid\n"
"```\n"
"\n"
"`2023.csv`:\n"
"\n"
"```csv\n"
"seller;buyer;value;remark\n"
"Dupont;Martin;7;NA\n"
"```\n"
"\n"
"```json\n"
"{\"title\": \"Deliveries\", \"qipan\": {\"declare\": \"enterprise\", \"home\": [\"FRA\"]},\n"
" \"resources\": [{\"name\": \"deliveries\", \"path\": [\"2022.csv\", \"2023.csv\"], \"dialect\": {\"delimiter\": \";\"},\n"
"  \"schema\": {\"missingValues\": [\"\", \"NA\"], \"fields\": [{\"name\": \"value\", \"missingValues\": [\"-99\"]}]},\n"
"  \"qipan\": {\"table\": \"links\", \"columns\": {\"from\": \"seller\", \"to\": \"buyer\", \"stated_value\": \"value\"},\n"
"    \"constants\": {\"layer\": \"supply\", \"stated_unit\": \"EUR\"}}}]}\n"
"```\n"
"\n"
"[data/recipes](recipes) reads three whole bodies of real tables, unchanged.\n"
"\n"
"## Tables\n";

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
    qp_text_add(out, mapping);
    for (size_t t = 0; t < QP_TABLE_COUNT; t++)
        add_table(out, &qp_schemas[t]);
}

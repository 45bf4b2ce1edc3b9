/* SPDX-License-Identifier: MIT */
/**
 * @file table/rule_table.h
 * @brief The rules themselves: one row a rule. The part of the name before the
 *        dot is the part of the data that it looks at; rows of one part stand
 *        together.
 */
#ifndef QP_TABLE_RULE_TABLE_H
#define QP_TABLE_RULE_TABLE_H

/* clang-format off */
#define QP_RULES(X)                                                                                                                    \
/* X(id,                        name,                 severity,   demand,                                                              \
     example)                                                                                                                        */ \
   X(QP_RULE_DATASET_EMPTY,     "dataset.empty",      QP_DEFECT,  "A dataset has links, indicators, a portfolio, memberships or statements.", \
     "links.csv: no links, indicators, portfolio, memberships or statements are here; a dataset has rows in one of these tables")      \
   X(QP_RULE_DATASET_LAYERS,    "dataset.layers",     QP_DEFECT,  "A dataset has at most 4,096 layers.",                               \
     "links.csv: there are 5000 layers; a dataset has at most 4,096; is `layer` the right column?")                                    \
   X(QP_RULE_PACKAGE_JSON,      "package.json",       QP_DEFECT,  "`datapackage.json` is JSON, each key once in its object.",          \
     "datapackage.json:1:17: ']' expected near end of file; the file is JSON")                                                         \
   X(QP_RULE_PACKAGE_KEY,       "package.key",        QP_DEFECT,  "Keys of a mapping are those of the data dictionary.",               \
     "datapackage.json:1:83: resource 'flows': key 'colums' is not understood; the keys are table, columns, join, constants, recode, skip, spaces, units, long, duplicates, decimal_years (nearest: 'columns')") \
   X(QP_RULE_PACKAGE_VALUE,     "package.value",      QP_DEFECT,  "Values of a mapping have the form that the data dictionary states.", \
     "datapackage.json:1:107: resource 'flows': constant 'weight': weight 'many' is not a number; a weight is a number >= 0")                \
   X(QP_RULE_PACKAGE_PATH,      "package.path",       QP_DEFECT,  "A resource names files below its folder, each once.",               \
     "datapackage.json:1:42: resource 'flows': path '../flows.csv' is not understood; it is a file below the folder, without '..'")         \
   X(QP_RULE_FILE_MISSING,      "file.missing",       QP_DEFECT,  "A file that `datapackage.json` names is there.",                    \
     "flows.csv: the file is missing; datapackage.json names it; put it into the folder or name its folder with --files")              \
   X(QP_RULE_FILE_EMPTY,        "file.empty",         QP_DEFECT,  "A table begins with the names of its columns.",                     \
     "links.csv: the file is empty; a table begins with the names of its columns")                                                     \
   X(QP_RULE_FILE_ENCODING,     "file.encoding",      QP_DEFECT,  "A table is text, UTF-8.",                                           \
     "links.csv: the file is UTF-16; save the table as CSV, UTF-8, or let datapackage.json name its encoding")                                                                    \
   X(QP_RULE_FILE_GZIP,         "file.gzip",          QP_DEFECT,  "A compressed table is whole.",                                      \
     "links.csv.gz: the compressed file is cut short; fetch it again")                                                                 \
   X(QP_RULE_FILE_TWINS,        "file.twins",         QP_DEFECT,  "A table is there once.",                                            \
     "links.csv.gz: the same table is there uncompressed; keep one of the two")                                                        \
   X(QP_RULE_CSV_QUOTE,         "csv.quote",          QP_DEFECT,  "Quotes stand around a whole field, and are doubled inside it.",     \
     "links.csv:3:3: a quote stands inside a field that is not quoted as a whole (line 3, byte 5); quote the whole field and double the quotes inside it") \
   X(QP_RULE_CSV_UNCLOSED,      "csv.unclosed",       QP_DEFECT,  "A quote that is opened is closed.",                                 \
     "links.csv:3:1: a quote is opened and never closed; close it, or double a quote that is meant")                                   \
   X(QP_RULE_CSV_LIMIT,         "csv.limit",          QP_DEFECT,  "A field holds at most 1 MiB, a row at most 65,536 fields.",         \
     "links.csv:2:1: a field is longer than 1 MiB; is a quote left open, or the delimiter another?")                                   \
   X(QP_RULE_HEADER_TEXT,       "header.text",        QP_DEFECT,  "Names of columns are printable text, UTF-8.",                       \
     "links.csv:1:15: column 'gr\\xF6\\xDFe' is not UTF-8; save the table as UTF-8")                                                   \
   X(QP_RULE_HEADER_REPEATED,   "header.repeated",    QP_DEFECT,  "Each column has its own name.",                                     \
     "links.csv:1:9: column 'to' is repeated; each column has its own name")                                                           \
   X(QP_RULE_HEADER_MISSING,    "header.missing",     QP_DEFECT,  "Columns that a table needs, or that a mapping names, are there.",   \
     "links.csv:1: column 'layer' is missing; the columns are: from, to, leyer (nearest: 'leyer')")                                    \
   X(QP_RULE_HEADER_LIMIT,      "header.limit",       QP_DEFECT,  "A table has at most 4,096 columns.",                                \
     "links.csv:1: the header has 5000 columns; a table has at most 4,096; is the delimiter another?")                                 \
   X(QP_RULE_HEADER_UNKNOWN,    "header.unknown",     QP_WARNING, "Columns are those of the data dictionary; others are ignored.",     \
     "links.csv:1:15: warning: column 'wieght' is unknown and ignored; nearest: 'weight'")                                             \
   X(QP_RULE_HEADER_LONG,       "header.long",        QP_DEFECT,  "Columns that are made long have names that can be read, and stand from first to last.",           \
     "wide.csv:1: column 'total' cannot be read as date; when")                                       \
   X(QP_RULE_HEADER_BLANK,      "header.blank",       QP_WARNING, "Columns have names; others are ignored.",                           \
     "links.csv:1:15: warning: column 4 has no name and is ignored; does a comma stand at the end of the line?")                       \
   X(QP_RULE_ROW_RAGGED,        "row.ragged",         QP_DEFECT,  "A row has as many fields as the header.",                           \
     "links.csv:3: the row has 2 fields; the header has 3")                                                                            \
   X(QP_RULE_ROW_KEY,           "row.key",            QP_DEFECT,  "No two rows of a resource share its primary key.",                  \
     "flows.csv:4:1: key 'a1' repeats line 2; no two rows share the primary key: id")                                                  \
   X(QP_RULE_ROW_SKIPPED,       "row.skipped",        QP_NOTE,    "Rows that a mapping says to leave out are counted.",                \
     "flows.csv: 2 rows skipped for links: country is blank")                                                                          \
   X(QP_RULE_ROW_SPELLING,      "row.spelling",       QP_WARNING, "Two ids differ in more than blanks and the way accents are encoded.", \
     "links.csv:3:3: warning: to 'wu han' differs from 'wuhan' only in blanks or in how accents are encoded; they count as two: if they are one, spell it one way; the other is links.csv:2") \
   X(QP_RULE_ROW_NAME,          "row.name",           QP_WARNING, "Two rows of a table have two names, blanks aside; two regions if of one kind and parent.",                \
     "regions.csv:3:3: warning: name 'Wu Han' of 'B' is that of 'A' too; they count as two: if they are one, give it one id; the other is regions.csv:2") \
   X(QP_RULE_CELL_NUL,          "cell.nul",           QP_DEFECT,  "A cell holds no NUL byte.",                                         \
     "links.csv:2:3: to 'B\\x00' holds a NUL byte; the file is text, UTF-8")                                                           \
   X(QP_RULE_CELL_UTF8,         "cell.utf8",          QP_DEFECT,  "A cell is text, UTF-8.",                                            \
     "links.csv:2:1: from 'Gen\\xE8ve' is not UTF-8; save the table as UTF-8")                                                         \
   X(QP_RULE_CELL_CONTROL,      "cell.control",       QP_DEFECT,  "A cell holds no control character, a line end included.",           \
     "links.csv:2:1: from 'A\\x09' holds a control character; ids, names and values are printable text")                               \
   X(QP_RULE_CELL_BLANK,        "cell.blank",         QP_DEFECT,  "A cell of a required column, or of the primary key, is not blank.",  \
     "links.csv:2:3: to is blank; it is required: actor or thing that receives")                                                       \
   X(QP_RULE_CELL_ID,           "cell.id",            QP_DEFECT,  "An id is text of 1 to 255 bytes.",                                  \
     "links.csv:2:1: from 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...' is longer than 255 bytes; an id is text of 1 to 255 bytes")    \
   X(QP_RULE_CELL_EDGE,         "cell.edge",          QP_WARNING, "An id does not begin or end in a blank: 'A ' is not 'A'.",          \
     "links.csv:2:3: warning: to 'B ' begins or ends in a blank; ids are compared byte by byte; a mapping can trim them")              \
   X(QP_RULE_CELL_NFC,          "cell.nfc",           QP_WARNING, "Texts are in Unicode NFC; names are normalised, ids compared as they are.", \
     "regions.csv:2:3: warning: name 'Zu\u0308rich' is not in NFC; it was normalised")                                                 \
   X(QP_RULE_CELL_NUMBER,       "cell.number",        QP_DEFECT,  "A number has digits, at most one decimal point, a sign, an exponent.", \
     "links.csv:2:12: weight '1,5' is not a number; a weight is a number >= 0")                                                        \
   X(QP_RULE_CELL_BOUNDS,       "cell.bounds",        QP_DEFECT,  "A number lies within the bounds of its column.",                    \
     "links.csv:2:12: weight '-3' is negative; a weight is a number >= 0")                                                             \
   X(QP_RULE_CELL_BOOLEAN,      "cell.boolean",       QP_DEFECT,  "A yes or no is written true, false, 1, 0, yes or no.",              \
     "regions.csv:2:3: core 'maybe' is neither true nor false; write true or false (also 1, 0, yes, no)")                              \
   X(QP_RULE_CELL_DATE,         "cell.date",          QP_DEFECT,  "A date is YYYY, YYYY-MM or YYYY-MM-DD and exists.",                 \
     "links.csv:2:12: date '2023-02-30' is not a date; a date is YYYY, YYYY-MM or YYYY-MM-DD and exists")                              \
   X(QP_RULE_CELL_CHOICE,       "cell.choice",        QP_DEFECT,  "A choice is one of the words of its column.",                       \
     "layers.csv:2:8: measure 'counts' is none of its choices; one of count, amount, score (nearest: 'count')")                        \
   X(QP_RULE_CELL_RECODE,       "cell.recode",        QP_DEFECT,  "A recoding lists the values of its column, or says what becomes of others.", \
     "flows.csv:2:12: status 'XX' is not recoded; datapackage.json lists its values, or says what becomes of others")                  \
   X(QP_RULE_CELL_STAGES,       "cell.stages",        QP_DEFECT,  "Stages are 1, 2 and 3, separated.",                                 \
     "enterprises.csv:2:3: stages '4' is no set of stages; write 1, 2 and 3 separated by blanks, e.g. '2 3'")                          \
   X(QP_RULE_ACTOR_ONCE,        "actor.once",         QP_DEFECT,  "An id is unique over actors, things and consortia.",                \
     "enterprises.csv:2:1: id 'A' is given twice; an id is unique; the first is regions.csv:2")                                        \
   X(QP_RULE_ACTOR_REGION,      "actor.region",       QP_DEFECT,  "The region of an actor, and the parent of a region, is a region.",  \
     "enterprises.csv:2:3: region 'wuhen' is no region; it is an id of regions.csv (nearest: 'wuhan')")                                \
   X(QP_RULE_ACTOR_CODE,        "actor.code",         QP_WARNING, "A code of a scheme with check digits, USCC or LEI, fits them.",     \
     "enterprises.csv:2:3: warning: code '91350100M000100Y44' fails its check; a USCC that begins so ends in '3'; is a character mistyped?") \
   X(QP_RULE_REGION_OUTSIDE,    "region.outside",     QP_DEFECT,  "The rest of the world belongs to no cluster.",                      \
     "regions.csv:2:11: a region of kind 'outside' has a cluster; the rest of the world belongs to no cluster")                        \
   X(QP_RULE_REGION_COORDINATES,"region.coordinates", QP_DEFECT,  "A region has both coordinates, or neither.",                        \
     "regions.csv:2:3: lon stands without lat; give both, or neither")                                                                 \
   X(QP_RULE_REGION_SWAPPED,    "region.swapped",     QP_WARNING, "Longitude and latitude stand each in its own column.",              \
     "regions.csv:4:7: warning: lon 48.9 and lat 2.4 lie 61 degrees from the other regions of cluster 'idf'; lon 2.4 and lat 48.9 would lie 0 degrees from them; are the two swapped?") \
   X(QP_RULE_REGION_PARENT,     "region.parent",      QP_DEFECT,  "Parents form a tree.",                                              \
     "regions.csv:2:3: region 'A' contains itself: A, B, A; parents form a tree")                                                      \
   X(QP_RULE_REGION_CORE,       "region.core",        QP_DEFECT,  "A core is the core of a cluster.",                                  \
     "regions.csv:2:3: region 'A' is a core and belongs to no cluster; name its cluster, or leave core blank")                         \
   X(QP_RULE_CLUSTER_ONCE,      "cluster.once",       QP_DEFECT,  "The id of a cluster is unique.",                                    \
     "clusters.csv:3:1: id 'bth' is given twice; an id is unique; the first is clusters.csv:2")                                        \
   X(QP_RULE_CLUSTER_CORE,      "cluster.core",       QP_DEFECT,  "A cluster has at most one core.",                                   \
     "regions.csv:3:7: cluster 'bth' has two cores: 'A' and 'B'; a cluster has at most one core")                                      \
   X(QP_RULE_CLUSTER_UNLISTED,  "cluster.unlisted",   QP_WARNING, "Where there is a table of clusters, it lists them.",                \
     "regions.csv:2:3: warning: cluster 'bth' is not listed; it is known by its id alone; clusters.csv may name it")                   \
   X(QP_RULE_ARCHITECT_ENTERPRISE, "architect.enterprise", QP_DEFECT,  "The enterprise of an architect is an enterprise.",             \
     "architects.csv:2:3: enterprise 'bid' is no enterprise; it is an id of enterprises.csv (nearest: 'byd')")                         \
   X(QP_RULE_LOCATION_ACTOR,     "location.actor",      QP_DEFECT,  "What is in several places is an enterprise, institute or architect.", \
     "locations.csv:2:1: actor 'wuhan' is no enterprise, institute or architect; a region is where it is")                             \
   X(QP_RULE_LOCATION_REGION,    "location.region",     QP_DEFECT,  "A place is a region.",                                            \
     "locations.csv:2:5: region 'wuhen' is no region; it is an id of regions.csv (nearest: 'wuhan')")                                  \
   X(QP_RULE_LOCATION_UNTIL,     "location.until",      QP_DEFECT,  "An actor leaves a place after it came.",                          \
     "locations.csv:2:14: until is not after from; until is the first day on which the actor is there no more")                        \
   X(QP_RULE_LOCATION_SHARE,     "location.share",      QP_DEFECT,  "The shares of one actor and day add up to 1, within 0.000001.",   \
     "locations.csv:2:7: the shares of 'byd' add up to 0.9; those of one actor and day add up to 1")                                   \
   X(QP_RULE_THING_PARENT,       "thing.parent",        QP_DEFECT,  "The parent of a thing is a thing, and parents form a tree.",      \
     "things.csv:2:15: thing 'chips' contains itself: chips, wafers, chips; parents form a tree")                                      \
   X(QP_RULE_THING_OWNER,        "thing.owner",         QP_DEFECT,  "The owner of a thing is an actor.",                               \
     "things.csv:2:11: owner 'bid' is no actor; actors are regions, enterprises, institutes and architects (nearest: 'byd')")          \
   X(QP_RULE_CONSORTIUM_LEAD,    "consortium.lead",     QP_DEFECT,  "The lead of a consortium is an actor.",                           \
     "consortia.csv:2:3: lead 'bid' is no actor; actors are regions, enterprises, institutes and architects (nearest: 'byd')")         \
   X(QP_RULE_CONSORTIUM_REGION,  "consortium.region",   QP_DEFECT,  "The region of a consortium is a region.",                         \
     "consortia.csv:2:3: region 'wuhen' is no region; it is an id of regions.csv (nearest: 'wuhan')")                                  \
   X(QP_RULE_MEMBERSHIP_CONSORTIUM, "membership.consortium", QP_DEFECT,  "Members take part in a consortium.",                         \
     "memberships.csv:2:1: consortium 'ship' is no consortium; it is an id of consortia.csv (nearest: 'chip')")                        \
   X(QP_RULE_MEMBERSHIP_MEMBER,  "membership.member",   QP_DEFECT,  "A member of a consortium is an actor.",                           \
     "memberships.csv:2:6: member 'bid' is no actor; actors are regions, enterprises, institutes and architects (nearest: 'byd')")     \
   X(QP_RULE_PROJECTION_CONSORTIUM, "projection.consortium", QP_DEFECT,  "What is projected is a consortium.",                         \
     "projections.csv:2:1: consortium 'ship' is no consortium; it is an id of consortia.csv (nearest: 'chip')")                        \
   X(QP_RULE_PROJECTION_UNTIL,   "projection.until",    QP_DEFECT,  "Links of a consortium end after they began.",                     \
     "projections.csv:2:15: until is not after date; until is the first day on which they hold no more")                               \
   X(QP_RULE_PROJECTION_IDLE,    "projection.idle",     QP_NOTE,    "Projections that give no links are counted.",                     \
     "projections.csv: 1 row gives no links; a consortium has two members or more, and where one leads, a coordinator")                \
   X(QP_RULE_LAYER_ONCE,        "layer.once",         QP_DEFECT,  "The id of a layer is unique.",                                      \
     "layers.csv:3:1: id 'talent' is given twice; an id is unique; the first is layers.csv:2")                                         \
   X(QP_RULE_LAYER_UNDECLARED,  "layer.undeclared",   QP_WARNING, "A layer is declared in `layers.csv`; another gets the defaults.",   \
     "links.csv:2:5: warning: layer 'talent' is not declared; its properties are guessed; layers.csv states them")                     \
   X(QP_RULE_LINK_END,          "link.end",           QP_DEFECT,  "The ends of a link are actors or things.",                          \
     "links.csv:2:3: to 'wuhen' is neither actor nor thing; ids are those of the tables of actors and of things.csv (nearest: 'wuhan')") \
   X(QP_RULE_LINK_WEIGHT,       "link.weight",        QP_DEFECT,  "A link of a weighted layer has a weight; where the measure is count, a whole one.", \
     "links.csv:3:12: weight is blank in layer 'talent'; every link of a weighted layer has a weight")                                 \
   X(QP_RULE_LINK_UNTIL,        "link.until",         QP_DEFECT,  "A link ends after it began.",                                       \
     "links.csv:2:17: until is not after date; until is the first day on which the link holds no more")                                \
   X(QP_RULE_LINK_PARALLEL,     "link.parallel",      QP_WARNING, "Links are told once: parallel ones are summed.",                    \
     "links.csv:3: warning: 1 row of layer 'talent' repeats ends, dates and product of another; their weights add up")                 \
   X(QP_RULE_LINK_SELF,         "link.self",          QP_WARNING, "Only a region is linked to itself; other such links are dropped.",  \
     "links.csv:2: warning: 1 row of layer 'supply' ties an actor to itself; it was dropped")                                          \
   X(QP_RULE_LINK_UNWEIGHTED,   "link.unweighted",    QP_WARNING, "Links of an unweighted layer have no weight; it is ignored.",       \
     "links.csv:2: warning: 1 row of layer 'rnd' has a weight; the layer is unweighted: the weight was ignored")                       \
   X(QP_RULE_PAIR_END,           "pair.end",            QP_DEFECT,  "What lies between two lies between actors.",                      \
     "pairs.csv:2:3: to 'wuhen' is no actor; actors are regions, enterprises, institutes and architects (nearest: 'wuhan')")           \
   X(QP_RULE_PAIR_ONCE,          "pair.once",           QP_DEFECT,  "A pair of actors has one value a measure.",                       \
     "pairs.csv:3: from, to and measure are those of another row; a pair has one value a measure; the other is pairs.csv:2")           \
   X(QP_RULE_PAIR_UNIT,          "pair.unit",           QP_DEFECT,  "A measure has one unit.",                                         \
     "pairs.csv:3:16: measure 'distance' stands in 'mi' and, in pairs.csv:2, in 'km'; convert it, or give it another name")            \
   X(QP_RULE_PORTFOLIO_HOLDER,   "portfolio.holder",    QP_DEFECT,  "A row of a portfolio names a region, or another actor.",          \
     "portfolio.csv:2: both region and actor are given; a row tells of a region or of another actor")                                  \
   X(QP_RULE_PORTFOLIO_ITEM,     "portfolio.item",      QP_DEFECT,  "A row of a portfolio names an industry, or a product.",           \
     "portfolio.csv:2: neither industry nor product is given; industries and products are two portfolios")                             \
   X(QP_RULE_PORTFOLIO_ONCE,     "portfolio.once",      QP_DEFECT,  "A portfolio has one value a holder, item and date.",              \
     "portfolio.csv:3: holder, item and date are those of another row; a portfolio has one value a holder, item and date; the other is portfolio.csv:2") \
   X(QP_RULE_INDICATOR_REGION,  "indicator.region",   QP_DEFECT,  "An indicator describes a region.",                                  \
     "indicators.csv:2:1: region 'wuhen' is no region; it is an id of regions.csv (nearest: 'wuhan')")                                 \
   X(QP_RULE_INDICATOR_ONCE,    "indicator.once",     QP_DEFECT,  "An indicator has one value a region and date.",                     \
     "indicators.csv:3:12: indicator 'gdp' is given twice for one region and date; the other is indicators.csv:2")                     \
   X(QP_RULE_INDICATOR_REPEATED,"indicator.repeated", QP_WARNING, "An indicator is told once a region and date.",                      \
     "indicators.csv:3:12: warning: indicator 'gdp' is repeated for one region and date; it counts once; the other is indicators.csv:2") \
   X(QP_RULE_INDICATOR_UNIT,    "indicator.unit",     QP_DEFECT,  "An indicator has one unit.",                                        \
     "indicators.csv:3:14: indicator 'gdp' stands in 'EUR' and, in indicators.csv:2, in 'USD'; convert it, or give it another name")   \
   X(QP_RULE_INDICATOR_DEFINED,  "indicator.defined",   QP_DEFECT,  "An indicator is defined once.",                                   \
     "indicator_defs.csv:3: the indicator is that of another row; an indicator is defined once; the other is indicator_defs.csv:2")    \
   X(QP_RULE_RELATEDNESS_ONCE,   "relatedness.once",    QP_DEFECT,  "A pair of industries has one phi, in either order.",              \
     "relatedness.csv:3: the two industries are those of another row; a pair of industries has one phi, in either order; the other is relatedness.csv:2") \
   X(QP_RULE_STATEMENT_SUBJECT,  "statement.subject",   QP_DEFECT,  "A statement is about an actor or a thing.",                       \
     "statements.csv:2:1: subject 'wuhen' is neither actor nor thing; ids are those of the tables of actors and of things.csv (nearest: 'wuhan')") \
   X(QP_RULE_CLAIM_ONCE,         "claim.once",          QP_DEFECT,  "The id of a claim is unique.",                                    \
     "claims.csv:3: the id is that of another row; the id of a claim is unique; the other is claims.csv:2")                            \
   X(QP_RULE_SOURCE_ONCE,       "source.once",        QP_DEFECT,  "The id of a source is unique.",                                     \
     "sources.csv:3:1: id 'yearbook' is given twice; an id is unique; the first is sources.csv:2")                                     \
   X(QP_RULE_SOURCE_UNKNOWN,    "source.unknown",     QP_DEFECT,  "Where there is a table of sources, it lists them.",                 \
     "links.csv:2:12: source 'yearbok' is unknown; sources.csv lists the sources (nearest: 'yearbook')") \
   X(QP_RULE_FIGURES_JSON,      "figures.json",       QP_DEFECT,  "A specification of figures is JSON, each key once in its object.",  \
     "figures.json:1:17: ']' expected near end of file; the file is JSON")                                                             \
   X(QP_RULE_FIGURES_KEY,       "figures.key",        QP_DEFECT,  "Keys of a specification are those of docs/figures.md.",             \
     "figures.json:3:5: figure 2: key 'titel' is not understood; the keys are ... (nearest: 'title')")                                 \
   X(QP_RULE_FIGURES_VALUE,     "figures.value",      QP_DEFECT,  "Values of a specification have the form that docs/figures.md states.", \
     "figures.json:3:14: figure 2: width 100 is not understood; it is 90 or 180")                                                      \
   X(QP_RULE_FIGURES_LABELS,    "figures.labels",     QP_DEFECT,  "A table of labels names rows of the network.",                      \
     "labels.csv:2:1: id 'huawai' is nobody's; it is that of an actor, cluster, layer, thing or consortium of the network")
/* clang-format on */

#endif

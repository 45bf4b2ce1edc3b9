/* SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/file.h"
#include "net/block.h"
#include "net/columns.h"
#include "net/store.h"
#include "net/texts.h"
#include "support/building.h"
#include "support/leak.h"
#include "support/rich.h"

/* A sanitizer makes each round many times as slow: fewer, and of the failures
 * of memory every third. */
#ifdef __SANITIZE_ADDRESS__
enum { ROUNDS = 80, STRIDE = 3 };
#else
enum { ROUNDS = 400, STRIDE = 1 };
#endif

static drawn_folder place;
static char path[READING_PATH];
static char rows_path[READING_PATH];

static void begin(void)
{
    place = make_folder();
    snprintf(path, sizeof path, "%s/n.h5", place.folder);
    snprintf(rows_path, sizeof rows_path, "%s/n.rows.h5", place.folder);
}

static void finish(void)
{
    unlink(path);
    unlink(rows_path);
    remove_folder(&place);
}

TestSuite(store, .init = begin, .fini = finish);

/* Every column that there is. */
static building rich(void)
{
    building b = BUILD(RICH_TABLES, NULL);
    cr_assert_eq(b.status, QP_OK, "%s", told(&b.in));
    return b;
}

static void write_to(const qp_network *net, const char *to)
{
    qp_error err = {0};
    cr_assert_eq(qp_network_write(net, to, &err), QP_OK, "%s", err.message);
}

/* Values of two columns, texts by what they say. */
static bool same_value(const qp_network *a, const void *va, const qp_network *b,
                       const void *vb, const qp_net_column *column, size_t i)
{
    if (column->type != QP_COLUMN_TEXT) {
        size_t size = qp_column_size(column->type);
        return memcmp((const char *)va + i * size, (const char *)vb + i * size,
                      size) == 0;
    }
    qp_string sa = ((const qp_string *)va)[i];
    qp_string sb = ((const qp_string *)vb)[i];
    return (sa == QP_NONE) == (sb == QP_NONE) &&
           strcmp(qp_network_text(a, sa), qp_network_text(b, sb)) == 0;
}

static void assert_same(const qp_network *a, const qp_network *b, bool rows)
{
    cr_assert_str_eq(a->digest, b->digest);
    cr_assert_str_eq(qp_network_text(a, a->title),
                     qp_network_text(b, b->title));
    cr_assert_eq(a->dropped_self_links, b->dropped_self_links);
    for (size_t l = 0; l <= a->layers.count; l++)
        cr_assert_eq(a->layers.start[l], b->layers.start[l]);
    for (size_t g = 0; g < QP_GROUP_COUNT; g++) {
        const qp_net_group *group = &qp_net_groups[g];
        size_t count = *qp_group_count(a, group);
        cr_assert_eq(count, *qp_group_count(b, group), "%s", group->name);
        for (size_t c = 0; c < group->column_count; c++) {
            const qp_net_column *column = &group->columns[c];
            const void *va = *qp_column_slot(a, group, column);
            const void *vb = *qp_column_slot(b, group, column);
            if (!rows && qp_column_is_provenance(column->type))
                va = NULL;
            cr_assert_eq(va == NULL, vb == NULL, "%s/%s", group->name,
                         column->name);
            for (size_t i = 0; va != NULL && i < count; i++)
                cr_assert(same_value(a, va, b, vb, column, i), "%s/%s[%zu]",
                          group->name, column->name, i);
        }
    }
}

QP_TEST(store, gives_back_every_column)
{
    building b = rich();
    for (size_t g = 0; g < QP_GROUP_COUNT; g++)
        for (size_t c = 0; c < qp_net_groups[g].column_count; c++)
            cr_assert_not_null(*qp_column_slot(&b.net, &qp_net_groups[g],
                                               &qp_net_groups[g].columns[c]),
                               "%s is not in the drawing",
                               qp_net_groups[g].columns[c].name);
    write_to(&b.net, path);
    for (int rows = 0; rows < 2; rows++) {
        qp_network back;
        qp_error err = {0};
        cr_assert_eq(qp_network_read(&back, path, rows != 0, &err), QP_OK, "%s",
                     err.message);
        assert_same(&b.net, &back, rows != 0);
        cr_assert_eq(back.file_count, rows != 0 ? b.net.file_count : 0);
        if (rows != 0)
            cr_assert_str_eq(back.files[back.links.file[0]], "links.csv");
        qp_network_clear(&back);
    }
    clear_building(&b);
}

QP_TEST(store, gives_back_what_is_almost_empty)
{
    building b = BUILD("indicators.csv", "region,indicator,value\nA,x,1\n",
                       NULL);
    qp_network back;
    write_to(&b.net, path);
    cr_assert_eq(qp_network_read(&back, path, true, NULL), QP_OK);
    assert_same(&b.net, &back, true);
    cr_assert_eq(back.layers.count, 0);
    cr_assert_not_null(back.links.from);
    qp_network_clear(&back);
    clear_building(&b);
}

static qp_text bytes_of(const char *file)
{
    qp_text bytes = {0};
    cr_assert_eq(qp_file_read(file, 0, &bytes, NULL), QP_OK);
    return bytes;
}

QP_TEST(store, gives_equal_bytes_for_equal_content)
{
    building b = BUILD("links.csv", "from,to,layer,weight\nA,B,x,1\nC,A,x,2\n",
                       "regions.csv", "id,name\nA,Z\nB,Y\nC,X\n", NULL);
    building other = BUILD("links.csv",
                           "layer,weight,to,from\nx,2,A,C\nx,1,B,A\n",
                           "regions.csv", "name,id\nX,C\nY,B\nZ,A\n", NULL);
    write_to(&b.net, path);
    qp_text first = bytes_of(path);
    struct timespec old[2] = {{.tv_sec = 1000}, {.tv_sec = 1000}};
    cr_assert_eq(utimensat(AT_FDCWD, path, old, 0), 0);
    write_to(&other.net, path);
    qp_text second = bytes_of(path);
    struct stat about;
    cr_assert_eq(first.size, second.size);
    cr_assert_eq(memcmp(first.bytes, second.bytes, first.size), 0);
    cr_assert_eq(stat(path, &about), 0);
    cr_assert_eq(about.st_mtime, 1000, "an unchanged network keeps its time");
    qp_text_clear(&first);
    qp_text_clear(&second);
    clear_building(&b);
    clear_building(&other);
}

QP_TEST(store, digests_what_the_network_says_and_not_where)
{
    building b = BUILD("links.csv", "from,to,layer\nA,B,x\n", NULL);
    building moved = BUILD("links.csv", "\n\nfrom,to,layer\n\nA,B,x\n", NULL);
    building other = BUILD("links.csv", "from,to,layer\nB,A,x\n", NULL);
    building named = BUILD("links.csv", "from,to,layer,product\nA,B,x,y\n",
                           NULL);
    cr_assert_str_eq(b.net.digest, moved.net.digest);
    cr_assert_str_neq(b.net.digest, other.net.digest);
    cr_assert_str_neq(b.net.digest, named.net.digest);
    clear_building(&b);
    clear_building(&moved);
    clear_building(&other);
    clear_building(&named);
}

/* ---------------------------------------------------------------- refusals */

static void assert_unreadable(const char *file, bool rows, qp_status expected,
                              const char *message)
{
    qp_network net;
    qp_error err = {0};
    cr_assert_eq(qp_network_read(&net, file, rows, &err), expected,
                 "said '%s', not '%s'", err.message, message);
    cr_assert_not_null(strstr(err.message, message), "%s", err.message);
    cr_assert_eq(net.actors.count, 0);
    cr_assert_null(net.actors.id);
}

static void put(const char *file, const char *bytes, size_t size)
{
    cr_assert_eq(qp_file_publish(file, bytes, size, NULL), QP_OK);
}

QP_TEST(store, refuses_what_is_no_network)
{
    assert_unreadable(path, false, QP_E_IO, "No such file");
    put(path, "", 0);
    assert_unreadable(path, false, QP_E_FORMAT, "is no network of qipan");
    put(path, "from,to\nA,B\n", 12);
    assert_unreadable(path, false, QP_E_FORMAT,
                      "is no network of qipan; rebuild it with qipan-build");
    building b = rich();
    write_to(&b.net, path);
    assert_unreadable(rows_path, false, QP_E_FORMAT, "is no network of qipan");
    clear_building(&b);
}

QP_TEST(store, names_the_writer_of_another_format)
{
    building b = rich();
    write_to(&b.net, path);
    qp_text file = bytes_of(path);
    char *format = strstr(file.bytes, "format 2\nwritten-by qipan 0");
    cr_assert_not_null(format);
    format[7] = '9';
    format[26] = '7';
    put(path, file.bytes, file.size);
    qp_network net;
    qp_error err = {0};
    cr_assert_eq(qp_network_read(&net, path, false, &err), QP_E_VERSION);
    cr_assert_not_null(strstr(err.message, ": written by qipan 7."), "%s",
                       err.message);
    cr_assert_not_null(strstr(err.message, "rebuild it with qipan-build"));
    qp_text_clear(&file);
    clear_building(&b);
}

/* Each byte changed, and each length. */
static void assert_guards(const char *kind, qp_text *file)
{
    cr_assert_eq(qp_block_check(kind, file, "f", NULL), QP_OK);
    for (size_t at = 0; at < file->size; at++) {
        char before = file->bytes[at];
        file->bytes[at] = (char)(before ^ (1 << at % 8));
        qp_status status = qp_block_check(kind, file, "f", NULL);
        cr_assert(status == QP_E_FORMAT || status == QP_E_VERSION,
                  "byte %zu may be changed", at);
        file->bytes[at] = before;
    }
    size_t whole = file->size;
    for (file->size = 0; file->size < whole; file->size++)
        cr_assert_eq(qp_block_check(kind, file, "f", NULL), QP_E_FORMAT,
                     "it may be cut at %zu", file->size);
    cr_assert_eq(qp_block_check(kind, file, "f", NULL), QP_OK);
    qp_text_add(file, "x");
    cr_assert_eq(qp_block_check(kind, file, "f", NULL), QP_E_FORMAT);
}

QP_TEST(store, refuses_each_changed_byte_and_each_cut)
{
    building b = BUILD("links.csv", "from,to,layer,weight\nA,B,x,1\n", NULL);
    write_to(&b.net, path);
    qp_text file = bytes_of(path);
    qp_text rows = bytes_of(rows_path);
    assert_guards("network", &file);
    assert_guards("rows", &rows);

    put(path, file.bytes, file.size - 2); /* and so does the reader */
    assert_unreadable(path, false, QP_E_FORMAT, "is cut short");
    file.bytes[file.size / 2] ^= 1;
    put(path, file.bytes, file.size - 1);
    assert_unreadable(path, false, QP_E_FORMAT, "is damaged");
    qp_text_clear(&file);
    qp_text_clear(&rows);
    clear_building(&b);
}

QP_TEST(store, refuses_rows_of_another_network)
{
    building b = BUILD("links.csv", "from,to,layer\nA,B,x\n", NULL);
    building other = BUILD("links.csv", "from,to,layer\nA,C,x\n", NULL);
    write_to(&other.net, path);
    qp_text rows = bytes_of(rows_path);
    write_to(&b.net, path);
    put(rows_path, rows.bytes, rows.size);
    assert_unreadable(path, true, QP_E_FORMAT,
                      "n.rows.h5: belongs to another network");
    unlink(rows_path);
    assert_unreadable(path, true, QP_E_IO, "n.rows.h5: No such file");
    qp_network net;
    cr_assert_eq(qp_network_read(&net, path, false, NULL), QP_OK);
    qp_network_clear(&net);
    qp_text_clear(&rows);
    clear_building(&b);
    clear_building(&other);
}

/* ------------------------------------------------- networks made otherwise */

static void no_end(qp_network *n)
{
    n->links.from[0] = QP_NONE;
}
static void far_end(qp_network *n)
{
    n->links.to[0] = 1000;
}
static void nan_weight(qp_network *n)
{
    n->links.weight[0] = NAN;
}
static void negative(qp_network *n)
{
    n->links.weight[0] = -1;
}
static void infinite(qp_network *n)
{
    n->links.weight[0] = INFINITY;
}
static void odd_class(qp_network *n)
{
    n->sources.class[0] = 99;
}
static void half_class(qp_network *n)
{
    n->sources.class[0] = 0.5;
}
static void odd_kind(qp_network *n)
{
    n->actors.kind[0] = 77;
}
static void odd_role(qp_network *n)
{
    n->layers.role[0] = 8;
}
static void odd_polarity(qp_network *n)
{
    n->links.polarity[0] = 2;
}
static void odd_status(qp_network *n)
{
    n->links.status[0] = -1;
}
static void far_source(qp_network *n)
{
    n->links.source[0] = 1;
}
static void far_cluster(qp_network *n)
{
    n->actors.cluster[0] = 1;
}
static void far_latitude(qp_network *n)
{
    n->actors.lat[0] = 91;
}
static void no_stages(qp_network *n)
{
    n->actors.stages[0] = 8;
}
static void no_id(qp_network *n)
{
    n->actors.id[0] = QP_NONE;
}
static void twin_ids(qp_network *n)
{
    n->actors.id[1] = n->actors.id[0];
}
static void backward(qp_network *n)
{
    n->links.period[0].until = 0;
}
static void endless(qp_network *n)
{
    n->links.period[0].until = INT32_MAX;
}
static void momentary(qp_network *n)
{
    n->links.period[2].until = n->links.period[2].from;
}
static void circle(qp_network *n)
{
    n->actors.parent[2] = 0;
}
static void own_parent(qp_network *n)
{
    n->actors.parent[0] = 0;
}
static void firm_parent(qp_network *n)
{
    n->actors.parent[0] = 3;
}
static void elsewhere(qp_network *n)
{
    n->actors.region[0] = 1;
}
static void in_a_firm(qp_network *n)
{
    n->actors.region[4] = 3;
}
static void unweighted(qp_network *n)
{
    n->links.weight[0] = 2;
}
static void self_firm(qp_network *n)
{
    n->links.to[0] = n->links.from[0];
}
static void nan_value(qp_network *n)
{
    n->indicators.value[0] = NAN;
}
static void of_a_firm(qp_network *n)
{
    n->indicators.region[0] = 3;
}

static void half_dated(qp_network *n)
{
    n->links.period[1].from = QP_NO_DAY;
    n->links.period[1].until = 20000;
}

static void far_home(qp_network *n)
{
    n->home[0] = QP_NONE;
    n->home_count = 1;
}

static void swapped(qp_network *n)
{
    size_t last = n->links.count - 1;
    qp_row from = n->links.from[last];
    n->links.from[last] = n->links.from[last - 1];
    n->links.from[last - 1] = from;
}

static void undirected(qp_network *n)
{
    qp_row from = n->links.from[0];
    n->links.from[0] = n->links.to[0];
    n->links.to[0] = from;
}

static void stocks_swapped(qp_network *n)
{
    n->indicators.region[0] = 1;
    n->indicators.region[1] = 0;
}

static void thing_nowhere(qp_network *n)
{
    n->thing_links.to_thing[0] = QP_NONE;
}
static void thing_and_actor(qp_network *n)
{
    n->thing_links.to_actor[0] = 0;
}
static void thing_to_itself(qp_network *n)
{
    size_t last = n->thing_links.count - 1; /* chip to law */
    n->thing_links.to_thing[last] = n->thing_links.from_thing[last];
}
static void heavy_thing(qp_network *n)
{
    n->thing_links.weight[0] = 2;
}
static void things_turned(qp_network *n)
{
    n->thing_links.layer[0] = 1;
}
static void far_thing(qp_network *n)
{
    n->thing_links.to_thing[0] = 2;
}
static void thing_circle(qp_network *n)
{
    n->things.parent[1] = 0;
}
static void odd_thing(qp_network *n)
{
    n->things.kind[0] = 3;
}
static void architect_of_a_lab(qp_network *n)
{
    n->actors.enterprise[5] = 4;
}
static void architect_of_none(qp_network *n)
{
    n->actors.enterprise[5] = QP_NONE;
}
static void firm_of_a_firm(qp_network *n)
{
    n->actors.enterprise[4] = 3;
}
static void twin_consortia(qp_network *n)
{
    n->consortia.id[1] = n->consortia.id[0];
}
static void consortium_in_a_firm(qp_network *n)
{
    n->consortia.region[0] = 3;
}
static void members_turned(qp_network *n)
{
    n->memberships.consortium[0] = 1;
}
static void far_member(qp_network *n)
{
    n->memberships.member[0] = 6;
}
static void region_in_places(qp_network *n)
{
    n->locations.actor[0] = 2;
}
static void place_in_a_firm(qp_network *n)
{
    n->locations.region[2] = 3;
}
static void large_share(qp_network *n)
{
    n->locations.share[0] = 1.5;
}
static void locations_turned(qp_network *n)
{
    n->locations.region[0] = 2;
}
static void twin_pairs(qp_network *n)
{
    n->pairs.from[0] = n->pairs.from[1];
    n->pairs.to[0] = n->pairs.to[1];
}
static void both_items(qp_network *n)
{
    n->portfolio.product[0] = n->portfolio.industry[0];
}
static void no_item(qp_network *n)
{
    n->portfolio.industry[0] = QP_NONE;
}
static void portfolio_turned(qp_network *n)
{
    n->portfolio.actor[0] = 5;
}
static void industries_turned(qp_network *n)
{
    qp_string a = n->relatedness.a[1];
    n->relatedness.a[1] = n->relatedness.b[1];
    n->relatedness.b[1] = a;
}
static void twin_industries(qp_network *n)
{
    n->relatedness.b[1] = n->relatedness.b[0];
}
static void no_subject(qp_network *n)
{
    n->statements.thing[1] = QP_NONE;
}
static void two_subjects(qp_network *n)
{
    n->statements.thing[0] = 0;
}
static void statements_turned(qp_network *n)
{
    n->statements.actor[0] = QP_NONE;
    n->statements.thing[0] = 1;
    n->statements.thing[1] = 0;
}
static void twin_claims(qp_network *n)
{
    n->claims.id[1] = n->claims.id[0];
}
static void odd_direction(qp_network *n)
{
    n->indicator_defs.direction[0] = 0.5;
}
static void no_direction(qp_network *n)
{
    n->indicator_defs.direction[0] = 0;
}
static void no_share(qp_network *n)
{
    qp_release(n->locations.share);
    n->locations.share = NULL;
}
static void no_member(qp_network *n)
{
    qp_release(n->memberships.member);
    n->memberships.member = NULL;
}

/* actors: A B C (regions), firm, lab, lead; layers: rnd, talent. link 0 is
 * rnd's. things: chip, law; of their links rnd has lead-chip, firm-law. */
static const struct {
    void (*corrupt)(qp_network *net);
    const char *message;
} corruptions[] = {
    {no_end, "/links/0000/from"},
    {far_end, "/links/0000/to"},
    {nan_weight, "/links/0000/weight"},
    {negative, "/links/0000/weight"},
    {infinite, "/links/0000/weight"},
    {odd_class, "/sources/class"},
    {half_class, "/sources/class"},
    {odd_kind, "/actors/kind"},
    {odd_role, "/layers/role"},
    {odd_polarity, "/links/0000/polarity"},
    {odd_status, "/links/0000/status"},
    {far_source, "/links/0000/source"},
    {far_cluster, "/actors/cluster"},
    {far_latitude, "/actors/lat"},
    {no_stages, "/actors/stages"},
    {no_id, "/actors/id"},
    {twin_ids, "its ids are not in order"},
    {backward, "/links/0000/period"},
    {endless, "/links/0000/period"},
    {momentary, "/links/0001/period"},
    {half_dated, "/links/0001/period"},
    {circle, "its regions contain each other"},
    {own_parent, "its regions contain each other"},
    {firm_parent, "its actors are not placed in regions"},
    {elsewhere, "its actors are not placed in regions"},
    {in_a_firm, "its actors are not placed in regions"},
    {unweighted, "its links are not in order"},
    {self_firm, "its links are not in order"},
    {swapped, "its links are not in order"},
    {undirected, "its links are not in order"},
    {nan_value, "/indicators/value"},
    {of_a_firm, "its indicators are not in order"},
    {stocks_swapped, "its indicators are not in order"},
    {far_home, "its home countries are damaged"},
    {thing_nowhere, "its links of things have no such ends"},
    {thing_and_actor, "its links of things have no such ends"},
    {thing_to_itself, "its links of things have no such ends"},
    {heavy_thing, "its links of things have no such ends"},
    {things_turned, "its links of things are not in order"},
    {far_thing, "/thing_links/to_thing"},
    {thing_circle, "its things contain each other"},
    {odd_thing, "/things/kind"},
    {architect_of_a_lab, "its architects are no enterprises'"},
    {architect_of_none, "its architects are no enterprises'"},
    {firm_of_a_firm, "its architects are no enterprises'"},
    {twin_consortia, "its ids are not in order"},
    {consortium_in_a_firm, "its consortia are not in regions"},
    {members_turned, "its memberships are not in order"},
    {far_member, "/memberships/member"},
    {region_in_places, "its locations are no regions"},
    {place_in_a_firm, "its locations are no regions"},
    {large_share, "/locations/share"},
    {locations_turned, "its locations are not in order"},
    {twin_pairs, "its pairs are not in order"},
    {both_items, "its portfolio has rows of both kinds, or of none"},
    {no_item, "its portfolio has rows of both kinds, or of none"},
    {portfolio_turned, "its portfolio is not in order"},
    {industries_turned, "its industries are not in order"},
    {twin_industries, "its industries are not in order"},
    {no_subject, "its statements have no such subjects"},
    {two_subjects, "its statements have no such subjects"},
    {statements_turned, "its statements are not in order"},
    {twin_claims, "its ids are not in order"},
    {odd_direction, "/indicator_defs/direction"},
    {no_direction, "its indicators have a direction that is none"},
    {no_share, "/locations/share"},
    {no_member, "/memberships/member"},
};

QP_TEST(store, trusts_no_network_that_was_made_otherwise)
{
    for (size_t c = 0; c < sizeof corruptions / sizeof *corruptions; c++) {
        building b = rich();
        corruptions[c].corrupt(&b.net);
        write_to(&b.net, path);
        assert_unreadable(path, false, QP_E_FORMAT, corruptions[c].message);
        clear_building(&b);
    }
}

QP_TEST(store, wants_to_know_where_every_row_stands)
{
    building b = rich();
    qp_release(b.net.memberships.file);
    b.net.memberships.file = NULL;
    write_to(&b.net, path);
    assert_unreadable(path, true, QP_E_FORMAT, "/memberships/file");
    clear_building(&b);
}

QP_TEST(store, refuses_a_digest_that_is_not_its_own)
{
    building b = rich();
    b.net.digest[0] = b.net.digest[0] == '0' ? '1' : '0';
    write_to(&b.net, path);
    assert_unreadable(path, false, QP_E_FORMAT, "is not what it says it is");
    clear_building(&b);
}

/* Values changed at random, the checksum right: read or refused, no more. */
QP_TEST(store, survives_values_changed_at_random)
{
    srand(11);
    size_t refused = 0;
    for (int round = 0; round < ROUNDS; round++) {
        building b = rich();
        for (int times = rand() % 3; times >= 0; times--) {
            const qp_net_group *group = &qp_net_groups[rand() % QP_GROUP_COUNT];
            const qp_net_column *column =
                &group->columns[(size_t)rand() % group->column_count];
            size_t size = *qp_group_count(&b.net, group) *
                          qp_column_size(column->type);
            unsigned char *bytes = *qp_column_slot(&b.net, group, column);
            if (column->type != QP_COLUMN_TEXT) /* the writer looks them up */
                bytes[(size_t)rand() % size] = (unsigned char)rand();
        }
        qp_network net;
        write_to(&b.net, path);
        qp_status status = qp_network_read(&net, path, true, NULL);
        cr_assert(status == QP_OK || status == QP_E_FORMAT);
        refused += status != QP_OK;
        bool stated = false;
        for (qp_row l = 0; status == QP_OK && l < net.layers.count; l++)
            (void)qp_network_layer_class(&net, l, &stated);
        qp_network_clear(&net);
        clear_building(&b);
    }
    cr_assert_gt(refused, ROUNDS / 4);
}

/* ------------------------------------------------------------------- memory */

QP_TEST(store, comes_back_clean_when_memory_runs_out)
{
    building b = rich();
    size_t held = qp_memory_held();
    qp_status status = QP_E_MEMORY;
    long allowed = 0;
    put(path, "old", 3);
    for (; status != QP_OK; allowed += STRIDE) {
        qp_memory_allow(allowed);
        status = qp_network_write(&b.net, path, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert(status == QP_OK || status == QP_E_MEMORY);
        cr_assert_eq(qp_memory_held(), held, "%ld", allowed);
        qp_text now = bytes_of(path);
        cr_assert(status == QP_OK || strcmp(now.bytes, "old") == 0);
        qp_text_clear(&now);
    }
    cr_assert_gt(allowed, 20);

    status = QP_E_MEMORY;
    for (allowed = 0; status != QP_OK; allowed += STRIDE) {
        qp_network net;
        qp_memory_allow(allowed);
        status = qp_network_read(&net, path, true, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert(status == QP_OK || status == QP_E_MEMORY);
        cr_assert(status == QP_OK || net.actors.count == 0);
        qp_network_clear(&net);
        cr_assert_eq(qp_memory_held(), held, "%ld", allowed);
    }
    cr_assert_gt(allowed, 60);
    clear_building(&b);
}

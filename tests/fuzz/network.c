/* SPDX-License-Identifier: MIT */
/**
 * @file fuzz/network.c
 * @brief Valid HDF5 with hostile columns, its checksums right.
 *
 * The bytes are a recipe that spoils a small network twice: first its columns
 * in memory, after which it is signed and written as the program does it, then
 * the HDF5 objects of the file. What is read is refused as not laid out as it
 * should be, or keeps what net/network.h promises, can be measured, and says
 * the same when it is written and read again.
 */
#include <fcntl.h>
#include <hdf5.h>
#include <math.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "core/memory.h"
#include "fuzz/expect.h"
#include "metric/chain.h"
#include "metric/describe.h"
#include "metric/siphon.h"
#include "metric/synergy.h"
#include "net/block.h"
#include "net/build.h"
#include "net/change.h"
#include "net/columns.h"
#include "net/flow.h"
#include "net/store.h"
#include "net/texts.h"
#include "net/verify.h"
#include "support/rich.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { PATH = 64, MOST_SETS = 256, VALUE = 16, MOST_ROWS = 64 };

static char folder[32];
static char spoilt_path[PATH]; ///< what a recipe makes of the base
static char rows_path[PATH];   ///< where its rows stand

static qp_network base; ///< as it is built

/* The datasets of both files of the base, for recipes to name. */
static struct {
    char names[MOST_SETS][PATH];
    size_t count;
} sets;

/* --------------------------------------------------------------- the base */

static void write_file(const char *path, const void *bytes, size_t size)
{
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    EXPECT(file >= 0 && write(file, bytes, size) == (ssize_t)size);
    (void)close(file);
}

static void end(void)
{
    qp_network_clear(&base);
    (void)unlink(spoilt_path);
    (void)unlink(rows_path);
    (void)rmdir(folder);
}

/* Writing syncs; where there is a folder in memory that costs nothing. */
static void make_folder(void)
{
    strcpy(folder, access("/dev/shm", W_OK) == 0 ? "/dev/shm/qipan-fuzz-XXXXXX"
                                                 : "/tmp/qipan-fuzz-XXXXXX");
    EXPECT(mkdtemp(folder) != NULL && atexit(end) == 0);
    snprintf(spoilt_path, PATH, "%s/n.h5", folder);
    snprintf(rows_path, PATH, "%s/n.rows.h5", folder);
}

static void build_base(void)
{
    static const char *const tables[] = {RICH_TABLES};
    char paths[sizeof tables / sizeof *tables][PATH];
    qp_dataset dataset;
    qp_findings findings = {0};
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t += 2) {
        snprintf(paths[t], PATH, "%s/%s", folder, tables[t]);
        write_file(paths[t], tables[t + 1], strlen(tables[t + 1]));
    }
    EXPECT(qp_dataset_read(&dataset, folder, NULL, &findings, NULL) == QP_OK);
    EXPECT(qp_network_build(&base, &dataset, &findings, NULL) == QP_OK);
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t += 2)
        (void)unlink(paths[t]);
    qp_dataset_clear(&dataset);
    qp_findings_clear(&findings);
}

static herr_t note_set(hid_t file, const char *name, const H5L_info_t *info,
                       void *context)
{
    (void)info;
    (void)context;
    H5O_info_t object;
    if (H5Oget_info_by_name(file, name, &object, H5P_DEFAULT) >= 0 &&
        object.type == H5O_TYPE_DATASET && sets.count < MOST_SETS)
        snprintf(sets.names[sets.count++], PATH, "/%.60s", name);
    return 0;
}

static void list_sets(const char *path)
{
    hid_t file = H5Fopen(path, H5F_ACC_RDONLY, H5P_DEFAULT);
    EXPECT(H5Lvisit(file, H5_INDEX_NAME, H5_ITER_INC, note_set, NULL) >= 0);
    H5Fclose(file);
}

static void *copy_of(const void *values, size_t count, size_t size)
{
    void *copy = qp_acquire(count, size);
    EXPECT(copy != NULL);
    if (count > 0)
        memcpy(copy, values, count * size);
    return copy;
}

static void copy_group(const qp_net_group *group, bool rows, qp_network *net)
{
    size_t count = *qp_group_count(&base, group);
    *qp_group_count(net, group) = count;
    for (size_t c = 0; c < group->column_count; c++) {
        const qp_net_column *column = &group->columns[c];
        const void *values = *qp_column_slot(&base, group, column);
        if (values != NULL && (rows || !qp_column_is_provenance(column->type)))
            *qp_column_slot(net, group, column) = copy_of(
                values, count, qp_column_size(column->type));
    }
}

static void copy_files(qp_network *net)
{
    net->files = copy_of(base.files, base.file_count, sizeof *net->files);
    for (; net->file_count < base.file_count; net->file_count++) {
        const char *name = base.files[net->file_count];
        net->files[net->file_count] = copy_of(name, strlen(name) + 1, 1);
    }
}

static qp_network copy_base(bool rows)
{
    qp_network net = {.title = base.title, .home_count = base.home_count};
    for (qp_string s = 0; s < base.text.count; s++) {
        const char *text = qp_network_text(&base, s);
        EXPECT(qp_pool_add(&net.text, text, strlen(text)) == s);
    }
    for (size_t g = 0; g < QP_GROUP_COUNT; g++)
        copy_group(&qp_net_groups[g], rows, &net);
    net.layers.start = copy_of(base.layers.start, base.layers.count + 1,
                               sizeof *net.layers.start);
    net.home = copy_of(base.home, base.home_count, sizeof *net.home);
    if (rows)
        copy_files(&net);
    return net;
}

/* -------------------------------------------------------------- the recipe */

typedef struct {
    const uint8_t *at;
    const uint8_t *end;
} recipe;

/* Past the end of a recipe all its bytes are 0. */
static size_t next(recipe *r, size_t below)
{
    return r->at < r->end ? *r->at++ % below : 0;
}

static void next_bytes(recipe *r, void *to, size_t size)
{
    for (size_t b = 0; b < size; b++)
        ((uint8_t *)to)[b] = (uint8_t)next(r, 256);
}

/* ----------------------------------------------------- columns in memory */

static void next_number(recipe *r, double *value)
{
    static const double numbers[] = {
        0, 1, -1, 0.5, NAN, INFINITY, -0., 1e308, 1e9, 1e-300, 4294967296.};
    size_t n = next(r, sizeof numbers / sizeof *numbers + 1);
    if (n < sizeof numbers / sizeof *numbers)
        *value = numbers[n];
    else
        next_bytes(r, value, sizeof *value);
}

/* A text is looked up by the writer, so it stays one; a row may be any. */
static void next_value(recipe *r, const qp_network *net, qp_column_type type,
                       void *value)
{
    qp_string string = (qp_string)next(r, 256);
    switch (type) {
    case QP_COLUMN_TEXT:
        string = string == 255 ? QP_NONE : string % (qp_string)net->text.count;
        memcpy(value, &string, sizeof string);
        break;
    case QP_COLUMN_ROW:
        string = string == 255 ? QP_NONE : string;
        memcpy(value, &string, sizeof string);
        break;
    case QP_COLUMN_NUMBER:
        next_number(r, value);
        break;
    case QP_COLUMN_BYTE:
    case QP_COLUMN_PERIOD:
    case QP_COLUMN_FILE:
    case QP_COLUMN_LINE:
        next_bytes(r, value, qp_column_size(type));
        break;
    }
}

static const qp_net_group *next_group(recipe *r)
{
    return &qp_net_groups[next(r, QP_GROUP_COUNT)];
}

static const qp_net_column *next_column(recipe *r, const qp_net_group *group)
{
    return &group->columns[next(r, group->column_count)];
}

static void change_value(recipe *r, qp_network *net)
{
    const qp_net_group *group = next_group(r);
    const qp_net_column *column = next_column(r, group);
    char *values = *qp_column_slot(net, group, column);
    size_t count = *qp_group_count(net, group);
    if (values != NULL && count > 0)
        next_value(r, net, column->type,
                   values + next(r, count) * qp_column_size(column->type));
}

/* One row becomes the twin of another, or they change places. */
static void mix_rows(recipe *r, qp_network *net, bool swap)
{
    const qp_net_group *group = next_group(r);
    size_t count = *qp_group_count(net, group);
    size_t a = count > 0 ? next(r, count) : 0;
    size_t b = count > 0 ? next(r, count) : 0;
    for (size_t c = 0; c < group->column_count && a != b; c++) {
        size_t size = qp_column_size(group->columns[c].type);
        char *values = *qp_column_slot(net, group, &group->columns[c]);
        char kept[VALUE];
        if (values == NULL)
            continue;
        memcpy(kept, values + a * size, size);
        memcpy(values + a * size, values + b * size, size);
        if (swap)
            memcpy(values + b * size, kept, size);
    }
}

static void double_row(recipe *r, qp_network *net)
{
    mix_rows(r, net, false);
}

static void swap_rows(recipe *r, qp_network *net)
{
    mix_rows(r, net, true);
}

/* The writer names the group of a layer after its id; of a file that lacks
 * them remove_set makes one. */
static void remove_column(recipe *r, qp_network *net)
{
    const qp_net_group *group = next_group(r);
    void **slot = qp_column_slot(net, group, next_column(r, group));
    if (*slot == net->layers.id)
        return;
    qp_release(*slot);
    *slot = NULL;
}

static void blank_column(recipe *r, qp_network *net)
{
    const qp_net_group *group = next_group(r);
    const qp_net_column *column = next_column(r, group);
    void **slot = qp_column_slot(net, group, column);
    qp_release(*slot);
    *slot = qp_column_make(column->type, *qp_group_count(net, group));
}

/* The last row goes; of links, the last of the last layer. */
static void remove_row(recipe *r, qp_network *net)
{
    const qp_net_group *group = next_group(r);
    size_t *count = qp_group_count(net, group);
    size_t layers = net->layers.count;
    if (*count == 0)
        return;
    if (group == &qp_net_groups[QP_G_LINKS]) {
        if (net->layers.start[layers] == net->layers.start[layers - 1])
            return;
        net->layers.start[layers]--;
    }
    (*count)--;
    net->links.count = net->layers.start[net->layers.count];
}

/* A link changes its layer: where one ends and the next begins. */
static void move_start(recipe *r, qp_network *net)
{
    size_t layers = net->layers.count;
    if (layers < 2)
        return;
    size_t layer = 1 + next(r, layers - 1);
    size_t least = net->layers.start[layer - 1];
    size_t most = net->layers.start[layer + 1];
    net->layers.start[layer] = least + next(r, most - least + 1);
}

static void change_settings(recipe *r, qp_network *net)
{
    qp_string texts = (qp_string)net->text.count;
    net->title = (qp_string)next(r, texts);
    net->dropped_self_links = next(r, 256);
    for (size_t h = 0; h < net->home_count; h++)
        net->home[h] = (qp_string)next(r, texts);
}

static void sign(qp_network *net)
{
    qp_texts texts;
    EXPECT(qp_texts_sort(net, &texts, NULL) == QP_OK);
    EXPECT(qp_network_digest(net, &texts, net->digest, NULL) == QP_OK);
    qp_texts_clear(&texts);
}

static void spoil_columns(recipe *r, bool rows)
{
    static void (*const changes[])(recipe *, qp_network *) = {
        change_value, change_value, double_row, swap_rows,      remove_column,
        blank_column, remove_row,   move_start, change_settings};
    qp_network net = copy_base(rows);
    for (size_t times = next(r, 8); times > 0; times--)
        changes[next(r, sizeof changes / sizeof *changes)](r, &net);
    sign(&net);
    EXPECT(qp_network_write(&net, spoilt_path, NULL) == QP_OK);
    qp_network_clear(&net);
}

/* -------------------------------------------------------- objects of HDF5 */

static hid_t next_type(recipe *r)
{
    const hid_t types[] = {H5T_STD_U8LE,   H5T_STD_U16BE,  H5T_STD_U32LE,
                           H5T_STD_I32LE,  H5T_STD_I64BE,  H5T_STD_U64LE,
                           H5T_IEEE_F32BE, H5T_IEEE_F64LE, H5T_C_S1};
    return types[next(r, sizeof types / sizeof *types)];
}

static hid_t next_space(recipe *r)
{
    size_t rank = next(r, 4);
    hsize_t sizes[2] = {next(r, MOST_ROWS), 1 + next(r, 3)};
    if (rank == 0)
        return H5Screate(next(r, 2) == 0 ? H5S_SCALAR : H5S_NULL);
    if (rank == 3) { /* more than there is room for */
        next_bytes(r, &sizes[0], 6);
        rank = 1;
    }
    return H5Screate_simple((int)rank, sizes, NULL);
}

static const char *next_set(recipe *r)
{
    return sets.names[next(r, sets.count)];
}

static void remove_set(recipe *r, hid_t file)
{
    (void)H5Ldelete(file, next_set(r), H5P_DEFAULT);
}

static void change_values(recipe *r, hid_t file)
{
    uint64_t values[MOST_ROWS * 2] = {0};
    hid_t set = H5Dopen2(file, next_set(r), H5P_DEFAULT);
    hid_t type = H5Dget_type(set);
    hid_t space = H5Dget_space(set);
    hssize_t count = H5Sget_simple_extent_npoints(space);
    size_t size = set >= 0 ? H5Tget_size(type) : 0;
    if (count > 0 && (size_t)count * size <= sizeof values) {
        char *bytes = (char *)values;
        (void)H5Dread(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values);
        next_bytes(r, bytes + next(r, (size_t)count) * size, size);
        (void)H5Dwrite(set, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values);
    }
    H5Sclose(space);
    H5Tclose(type);
    H5Dclose(set);
}

static void change_shape(recipe *r, hid_t file)
{
    const char *name = next_set(r);
    hid_t type = next_type(r);
    hid_t space = next_space(r);
    hid_t creation = H5Pcreate(H5P_DATASET_CREATE);
    hsize_t piece = 2;
    if (next(r, 2) == 1 && H5Sget_simple_extent_ndims(space) == 1 &&
        H5Pset_chunk(creation, 1, &piece) >= 0)
        (void)H5Pset_deflate(creation, 6);
    (void)H5Pset_alloc_time(creation, H5D_ALLOC_TIME_LATE);
    (void)H5Ldelete(file, name, H5P_DEFAULT);
    hid_t set = H5Dcreate2(file, name, type, space, H5P_DEFAULT, creation,
                           H5P_DEFAULT);
    H5Dclose(set);
    H5Pclose(creation);
    H5Sclose(space);
}

/* One column stands where another stood, or where none did. */
static void stand_in(recipe *r, hid_t file)
{
    const char *from = next_set(r);
    const char *to = next_set(r);
    (void)H5Ldelete(file, to, H5P_DEFAULT);
    (void)H5Lcreate_hard(file, from, file, to, H5P_DEFAULT, H5P_DEFAULT);
}

static void lead_astray(recipe *r, hid_t file)
{
    const char *name = next_set(r);
    (void)H5Ldelete(file, name, H5P_DEFAULT);
    if (next(r, 2) == 0)
        (void)H5Lcreate_soft(name, file, name, H5P_DEFAULT, H5P_DEFAULT);
    else
        H5Gclose(H5Gcreate2(file, name, H5P_DEFAULT, H5P_DEFAULT, H5P_DEFAULT));
}

static void change_note(recipe *r, hid_t file)
{
    static const char *const notes[] = {"digest", "title", "network"};
    const char *name = notes[next(r, sizeof notes / sizeof *notes)];
    char text[40] = {0};
    const char *words = text;
    size_t manner = next(r, 4);
    hid_t type = H5Tcopy(manner == 0 ? next_type(r) : H5T_C_S1);
    hid_t space = manner == 1 ? next_space(r) : H5Screate(H5S_SCALAR);
    if (manner > 1)
        (void)H5Tset_size(type, manner == 2 ? 1 + next(r, sizeof text)
                                            : H5T_VARIABLE);
    next_bytes(r, text, sizeof text - 1);
    (void)H5Adelete(file, name);
    hid_t note = H5Acreate2(file, name, type, space, H5P_DEFAULT, H5P_DEFAULT);
    if (manner > 1)
        (void)H5Awrite(note, type, manner == 3 ? (const void *)&words : text);
    H5Aclose(note);
    H5Sclose(space);
    H5Tclose(type);
}

static void spoil_objects(recipe *r, size_t times, hid_t file)
{
    static void (*const changes[])(recipe *, hid_t) = {
        remove_set, change_values, change_values, change_shape,
        stand_in,   lead_astray,   change_note};
    for (; times > 0; times--)
        changes[next(r, sizeof changes / sizeof *changes)](r, file);
}

/* The file stays valid HDF5, and its block is made right again. */
static void spoil_file(recipe *r, const char *path, const char *kind)
{
    size_t times = next(r, 4);
    if (times == 0)
        return;
    hid_t objects = H5Fopen(path, H5F_ACC_RDWR, H5P_DEFAULT);
    EXPECT(objects >= 0);
    spoil_objects(r, times, objects);
    EXPECT(H5Fclose(objects) >= 0);
    int file = open(path, O_RDWR);
    EXPECT(file >= 0 && qp_block_write(kind, file));
    (void)close(file);
}

/* ------------------------------------------------------- what must hold */

static bool is_region(const qp_network *net, qp_row actor)
{
    return actor < net->actors.count &&
           net->actors.kind[actor] == QP_KIND_REGION &&
           net->actors.region[actor] == actor;
}

static void expect_actors(const qp_network *net)
{
    const qp_actors *all = &net->actors;
    for (size_t i = 0; i < all->count; i++) {
        EXPECT(all->id[i] < net->text.count);
        EXPECT(i == 0 || strcmp(qp_network_text(net, all->id[i - 1]),
                                qp_network_text(net, all->id[i])) < 0);
        EXPECT(all->kind[i] < QP_KIND_COUNT);
        EXPECT(all->region[i] == QP_NONE || is_region(net, all->region[i]));
        EXPECT(all->kind[i] != QP_KIND_REGION || all->region[i] == i);
        EXPECT(all->cluster[i] == QP_NONE ||
               all->cluster[i] < net->clusters.count);
    }
}

static void expect_links(const qp_network *net)
{
    const qp_links *all = &net->links;
    const size_t *start = net->layers.start;
    EXPECT(start[0] == 0 && start[net->layers.count] == all->count);
    for (size_t l = 0; l < net->layers.count; l++)
        EXPECT(start[l] <= start[l + 1]);
    for (size_t i = 0; i < all->count; i++) {
        EXPECT(all->from[i] < net->actors.count &&
               all->to[i] < net->actors.count);
        EXPECT(all->weight[i] >= 0 && isfinite(all->weight[i]));
        qp_period when = qp_optional_period(all->period, i);
        EXPECT(when.from == QP_NO_DAY || when.from < when.until);
        EXPECT(all->source == NULL || all->source[i] == QP_NONE ||
               all->source[i] < net->sources.count);
    }
}

static void expect_rows(const qp_network *net)
{
    for (size_t i = 0; net->files != NULL && i < net->links.count; i++)
        EXPECT(net->links.file[i] < net->file_count);
    for (size_t i = 0; i < net->memberships.count; i++)
        EXPECT(net->memberships.consortium[i] < net->consortia.count &&
               net->memberships.member[i] < net->actors.count);
    for (size_t i = 0; i < net->indicators.count; i++)
        EXPECT(is_region(net, net->indicators.region[i]) &&
               isfinite(net->indicators.value[i]));
}

static void expect_flows(const qp_network *net, qp_period window,
                         const char *level)
{
    for (qp_row layer = 0; layer < net->layers.count; layer++) {
        qp_flows flows;
        qp_status status = qp_flows_sum(net, layer, window, level, &flows,
                                        NULL);
        EXPECT(status == QP_OK || status == QP_E_LIMIT);
        if (status != QP_OK)
            continue;
        for (size_t c = 0; c < flows.cell_count; c++)
            EXPECT(flows.from[c] < flows.region_count &&
                   flows.to[c] < flows.region_count && flows.flow[c] >= 0);
        qp_flows_clear(&flows);
    }
}

static void expect_chain(const qp_network *net, const qp_siphon_options *siphon,
                         qp_panel *panel)
{
    qp_text substitutes = {0};
    qp_chain_options chain = {.frame = siphon->frame,
                              .pairs = true,
                              .draws = siphon->draws,
                              .stop = 1e-6,
                              .least = 3};
    qp_status status = qp_chain(net, &chain, panel, &substitutes, NULL);
    EXPECT(status == QP_OK || status == QP_E_LIMIT);
    qp_text_clear(&substitutes);
}

static void expect_panel(const qp_network *net, qp_period window, int step)
{
    qp_frame_options frame = {.window = window, .step_months = step};
    qp_siphon_options siphon = {.frame = frame,
                                .pairs = true,
                                .draws = {.replicates = 3, .threads = 1}};
    qp_panel panel = {0};
    qp_text csv = {0};
    qp_status status = qp_siphon(net, &siphon, &panel, NULL, NULL);
    EXPECT(status == QP_OK || status == QP_E_LIMIT);
    qp_synergy_options synergy = {.frame = frame,
                                  .pairs = true,
                                  .draws = siphon.draws,
                                  .least = 3,
                                  .gamma = 1,
                                  .beta = 0.5,
                                  .reach = NAN};
    status = qp_synergy(net, &synergy, &panel, NULL);
    EXPECT(status == QP_OK || status == QP_E_LIMIT);
    status = qp_describe(net, &frame, &panel, NULL);
    EXPECT(status == QP_OK || status == QP_E_LIMIT);
    expect_chain(net, &siphon, &panel);
    qp_panel_sort(&panel);
    EXPECT(qp_panel_csv(&panel, &csv, NULL) == QP_OK);
    qp_text_clear(&csv);
    qp_panel_clear(&panel);
}

static void expect_measures(const qp_network *net)
{
    qp_period years = QP_NO_PERIOD;
    EXPECT(qp_period_read("2019", 4, &years));
    qp_period more = {years.from, years.until + 1200};
    expect_flows(net, QP_NO_PERIOD, NULL);
    expect_flows(net, more, NULL);
    expect_flows(net, QP_NO_PERIOD, "city");
    expect_panel(net, QP_NO_PERIOD, 0);
    expect_panel(net, more, 12);
}

static void expect_same_again(const qp_network *net)
{
    qp_network again;
    EXPECT(qp_network_write(net, spoilt_path, NULL) == QP_OK);
    EXPECT(qp_network_read(&again, spoilt_path, net->files != NULL, NULL) ==
           QP_OK);
    EXPECT(strcmp(again.digest, net->digest) == 0);
    qp_network_clear(&again);
}

/* Without its first actor and its last layer it is still a network. */
static void expect_change(const qp_network *net)
{
    qp_change change;
    qp_network changed;
    EXPECT(qp_change_begin(&change, net, NULL) == QP_OK);
    if (net->actors.count > 0)
        change.actor_gone[0] = true;
    if (net->layers.count > 0)
        change.layer_gone[net->layers.count - 1] = true;
    qp_change_settle(&change);
    qp_status status = qp_change_finish(&change, &changed, NULL);
    EXPECT(status == QP_OK || status == QP_E_LIMIT);
    qp_network_clear(&changed);
}

static void expect_network(const qp_network *net)
{
    const char *what = NULL;
    EXPECT(qp_network_verify(net, &what, NULL) == QP_OK && what == NULL);
    expect_actors(net);
    expect_links(net);
    expect_rows(net);
    expect_measures(net);
    expect_change(net);
    expect_same_again(net);
}

static void begin(void)
{
    make_folder();
    build_base();
    EXPECT(qp_network_write(&base, spoilt_path, NULL) == QP_OK);
    list_sets(spoilt_path);
    list_sets(rows_path);
    EXPECT(sets.count > 100 && sets.count < MOST_SETS);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    recipe r = {data, data + size};
    qp_network net;
    if (folder[0] == '\0')
        begin();
    size_t held = qp_memory_held();
    bool rows = next(&r, 4) == 3; /* a file more, so not always */
    spoil_columns(&r, rows);
    spoil_file(&r, spoilt_path, "network");
    if (rows)
        spoil_file(&r, rows_path, "rows");
    qp_status status = qp_network_read(&net, spoilt_path, rows, NULL);
    EXPECT(status == QP_OK || status == QP_E_FORMAT);
    if (status == QP_OK)
        expect_network(&net);
    qp_network_clear(&net);
    EXPECT(qp_memory_held() == held);
    return 0;
}

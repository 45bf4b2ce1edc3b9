/* SPDX-License-Identifier: MIT */
/**
 * @file fuzz/dataset.c
 * @brief Any files in a folder, read and built.
 *
 * The bytes are cut at lines `== X`: X is the first letter of a table or `p`
 * for datapackage.json, and what follows is the file. A network that is built
 * holds together; otherwise there is a defect.
 */
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "core/memory.h"
#include "fuzz/expect.h"
#include "net/build.h"
#include "net/verify.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct {
    char letter;
    const char *name;
} names[] = {
    {'l', "links.csv"},          {'r', "regions.csv"},
    {'c', "clusters.csv"},       {'e', "enterprises.csv"},
    {'i', "institutes.csv"},     {'y', "layers.csv"},
    {'d', "indicators.csv"},     {'s', "sources.csv"},
    {'z', "links.csv.gz"},       {'p', "datapackage.json"},
    {'a', "architects.csv"},     {'o', "locations.csv"},
    {'k', "consortia.csv"},      {'m', "memberships.csv"},
    {'j', "projections.csv"},    {'t', "things.csv"},
    {'w', "pairs.csv"},          {'f', "portfolio.csv"},
    {'n', "indicator_defs.csv"}, {'h', "relatedness.csv"},
    {'b', "statements.csv"},     {'g', "claims.csv"},
};

enum { NAMES = sizeof names / sizeof *names };

static char folder[32];

static void write_file(char letter, const char *bytes, size_t size)
{
    char path[64];
    for (size_t n = 0; n < NAMES; n++) {
        if (names[n].letter != letter)
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, names[n].name);
        int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
        EXPECT(file >= 0 && write(file, bytes, size) == (ssize_t)size);
        (void)close(file);
    }
}

static void empty_folder(void)
{
    char path[64];
    for (size_t n = 0; n < NAMES; n++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[n].name);
        (void)unlink(path);
    }
}

static void remove_folder(void)
{
    (void)rmdir(folder);
}

static const char *next_part(const char *at, const char *end)
{
    for (; end - at >= 5; at++)
        if (memcmp(at, "== ", 3) == 0 && at[4] == '\n')
            return at;
    return end;
}

static void write_files(const char *at, const char *end)
{
    at = next_part(at, end);
    while (at < end) {
        const char *next = next_part(at + 5, end);
        write_file(at[3], at + 5, (size_t)(next - at) - 5);
        at = next;
    }
}

static void expect_findings(qp_findings *findings)
{
    qp_text told = {0};
    qp_findings_sort(findings);
    EXPECT(qp_findings_json(findings, NULL, &told, NULL) == QP_OK);
    qp_findings_text(findings, QP_NOTE, "p", &told);
    for (size_t b = 0; b < told.size; b++)
        EXPECT((unsigned char)told.bytes[b] >= 0x20 || told.bytes[b] == '\n');
    for (size_t i = 0; i < findings->count; i++)
        EXPECT(findings->rows[i].place.line > 0 ||
               findings->rows[i].place.column == 0);
    qp_text_clear(&told);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t held = qp_memory_held();
    qp_dataset dataset;
    qp_network net = {0};
    qp_findings findings = {0};
    qp_error err = {0};
    const char *what = NULL;
    if (folder[0] == '\0') {
        strcpy(folder, "/tmp/qipan-fuzz-XXXXXX");
        EXPECT(mkdtemp(folder) != NULL && atexit(remove_folder) == 0);
    }
    write_files((const char *)data, (const char *)data + size);
    qp_status status = qp_dataset_read(&dataset, folder, NULL, &findings, &err);
    EXPECT(status == QP_OK || status == QP_E_LIMIT || status == QP_E_IO);
    if (status == QP_OK) {
        status = qp_network_build(&net, &dataset, &findings, &err);
        EXPECT(status ==
               (findings.total[QP_DEFECT] > 0 ? QP_E_REFUSED : QP_OK));
    }
    if (status == QP_OK) {
        EXPECT(qp_network_verify(&net, &what, NULL) == QP_OK);
        EXPECT(what == NULL);
        EXPECT(net.links.count + net.thing_links.count + net.indicators.count +
                   net.portfolio.count + net.memberships.count +
                   net.statements.count + net.dropped_self_links >
               0);
    }
    expect_findings(&findings);
    qp_network_clear(&net);
    qp_dataset_clear(&dataset);
    qp_findings_clear(&findings);
    empty_folder();
    EXPECT(qp_memory_held() == held);
    return 0;
}

/* SPDX-License-Identifier: MIT */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/file.h"
#include "support/planned.h"

static char folder[64];

static void make_folder(void)
{
    strcpy(folder, "/tmp/qipan-synth-XXXXXX");
    cr_assert_not_null(mkdtemp(folder));
}

static void remove_folder(void)
{
    char command[128];
    snprintf(command, sizeof command, "rm -r '%s'", folder);
    cr_assert_eq(system(command), 0);
}

/* Files of the folder; none may be unfinished. */
static size_t whole_files(void)
{
    size_t files = 0;
    DIR *open = opendir(folder);
    cr_assert_not_null(open);
    for (struct dirent *entry = readdir(open); entry != NULL;
         entry = readdir(open)) {
        files += entry->d_name[0] != '.';
        cr_assert_null(strstr(entry->d_name, ".part"), "%s", entry->d_name);
    }
    closedir(open);
    return files;
}

static qp_synth_options smallest(void)
{
    qp_synth_options options = planned_options();
    options.enterprises = 60;
    options.institutes = 30;
    options.links = 200;
    options.threads = 1;
    return options;
}

TestSuite(write, .init = make_folder, .fini = remove_folder);

QP_TEST(write, makes_thirteen_tables_and_the_truth)
{
    qp_synth_options options = smallest();
    qp_error err = {0};
    cr_assert_eq(qp_synth_write(&options, folder, &err), QP_OK, "%s",
                 err.message);
    cr_assert_eq(whole_files(), 14);
}

/* Every 13th request and all after it fail, until there are enough. */
QP_TEST(write, without_memory_leaves_nothing_unfinished)
{
    qp_synth_options options = smallest();
    qp_status status = QP_E_MEMORY;
    long allowed = 0;
    for (; status == QP_E_MEMORY; allowed += 13) {
        qp_memory_allow(allowed);
        status = qp_synth_write(&options, folder, NULL);
        qp_memory_allow(QP_MEMORY_UNLIMITED);
        cr_assert(status == QP_OK || status == QP_E_MEMORY);
        size_t files = whole_files();
        cr_assert_eq(files == 14, status == QP_OK, "%zu files", files);
    }
    cr_assert_gt(allowed, 100);
}

/* SPDX-License-Identifier: MIT */
/**
 * @file fuzz/replay.c
 * @brief Give each file of a folder to a fuzz target: the corpus as a test,
 *        without a fuzzer.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "core/file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int replay(const char *path)
{
    qp_text content = {0};
    qp_error err = {0};
    if (qp_file_read(path, 0, &content, &err) != QP_OK) {
        fprintf(stderr, "%s\n", err.message);
        return EXIT_FAILURE;
    }
    printf("%s\n", path);
    (void)fflush(stdout); /* the last one printed is the one that failed */
    LLVMFuzzerTestOneInput((const uint8_t *)qp_text_string(&content),
                           content.size);
    qp_text_clear(&content);
    return EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
    int failed = argc > 1 ? EXIT_SUCCESS : EXIT_FAILURE;
    for (int a = 1; a < argc; a++) {
        DIR *folder = opendir(argv[a]);
        size_t count = 0;
        char path[1024];
        for (struct dirent *entry = folder != NULL ? readdir(folder) : NULL;
             entry != NULL; entry = readdir(folder)) {
            snprintf(path, sizeof path, "%s/%s", argv[a], entry->d_name);
            if (qp_file_is_folder(path))
                continue;
            failed |= replay(path);
            count++;
        }
        if (folder != NULL)
            (void)closedir(folder);
        failed |= count == 0; /* a corpus that is gone is no success */
    }
    return failed;
}

/* SPDX-License-Identifier: MIT */
#include "stages/resource.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "core/file.h"

static qp_status folder_of_program(qp_text *folder, qp_error *err)
{
    enum { LONGEST = 4096 };
    char path[LONGEST];
    ssize_t size = readlink("/proc/self/exe", path, sizeof path);
    if (size < 0)
        return qp_fail(err, QP_E_IO, "/proc/self/exe: %s", strerror(errno));
    while (size > 0 && path[size - 1] != '/')
        size--;
    qp_text_add_bytes(folder, path, (size_t)size);
    return qp_text_status(folder, err);
}

qp_status qp_resource_find(const char *name, qp_text *path, qp_error *err)
{
    static const char *const places[] = {"", "../share/qipan/"};
    qp_text folder = {0};
    qp_status status = folder_of_program(&folder, err);
    for (size_t p = 0; p < 2 && status == QP_OK; p++) {
        qp_text_empty(path);
        qp_text_addf(path, "%s%s%s", qp_text_string(&folder), places[p], name);
        status = qp_text_status(path, err);
        if (status == QP_OK && qp_file_exists(path->bytes))
            goto done;
    }
    if (status == QP_OK)
        status = qp_fail(err, QP_E_IO,
                         "%s: found neither in %s nor in "
                         "%s../share/qipan",
                         name, folder.bytes, folder.bytes);
done:
    qp_text_clear(&folder);
    return status;
}

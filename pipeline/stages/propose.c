/* SPDX-License-Identifier: MIT */
#include "stages/propose.h"

#include <string.h>

#include "core/file.h"
#include "stages/stage.h"
#include "table/suggest.h"

qp_status qp_propose(const char *folder, const char *output, qp_error *err)
{
    const char *path = output != NULL ? output : "-";
    if (strcmp(path, "-") != 0 && qp_file_exists(path))
        return qp_stage_misuse(err, "-o", path,
                               "there is such a file, and it may hold what "
                               "somebody edited; name another or remove it");
    qp_text json = {0};
    qp_status status = qp_suggest(folder, &json, err);
    if (status == QP_OK)
        status = qp_file_publish(path, qp_text_string(&json), json.size, err);
    qp_text_clear(&json);
    return status;
}

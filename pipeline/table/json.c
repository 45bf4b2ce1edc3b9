/* SPDX-License-Identifier: MIT */
#include "table/json.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static char *dumped(const char *value)
{
    json_t *string = json_string(value);
    char *text = string != NULL ? json_dumps(string, JSON_ENCODE_ANY) : NULL;
    json_decref(string);
    return text;
}

void qp_json_string(qp_text *out, const char *value)
{
    char shown[QP_SHOWN_SIZE];
    char *text = dumped(value);
    if (text == NULL) /* not UTF-8: show the bytes, which is */
        text = dumped(qp_text_shown(value, strlen(value), shown));
    if (text == NULL)
        out->failed = true;
    else
        qp_text_add(out, text);
    free(text); /* jansson's, from malloc */
}

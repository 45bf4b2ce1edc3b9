/* SPDX-License-Identifier: MIT */
#include "table/account.h"

#include "table/json.h"

qp_account qp_accounts_sum(const qp_account accounts[], size_t count)
{
    qp_account sum = {0};
    for (size_t a = 0; a < count; a++) {
        sum.read += accounts[a].read;
        sum.used += accounts[a].used;
        sum.skipped += accounts[a].skipped;
        sum.faulty += accounts[a].faulty;
    }
    return sum;
}

void qp_account_text(const qp_account *account, const char *file,
                     const char *program, qp_text *out)
{
    qp_text_addf(out,
                 "%s: %s: %zu row%s read for %s: %zu used, %zu skipped, %zu "
                 "with defects\n",
                 program, file, account->read, account->read == 1 ? "" : "s",
                 qp_schemas[account->table].name, account->used,
                 account->skipped, account->faulty);
}

void qp_accounts_json(const qp_account accounts[], size_t count,
                      char *const files[], qp_text *out)
{
    qp_text_add(out, "[");
    for (size_t i = 0; i < count; i++) {
        const qp_account *a = &accounts[i];
        qp_text_add(out, i > 0 ? ",\n    {\"file\": " : "\n    {\"file\": ");
        qp_json_string(out, files[a->file]);
        qp_text_addf(out,
                     ", \"table\": \"%s\", \"mapping\": %zu, \"read\": %zu, "
                     "\"used\": %zu, \"skipped\": %zu, \"faulty\": %zu}",
                     qp_schemas[a->table].name, a->mapping, a->read, a->used,
                     a->skipped, a->faulty);
    }
    qp_text_add(out, count > 0 ? "\n  ]" : "]");
}

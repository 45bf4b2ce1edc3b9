/* SPDX-License-Identifier: MIT */
/**
 * @file support/criterion.c
 * @brief Linked into each test: Criterion does without libgit2.
 *
 * Criterion opens libgit2 in the process of each test, to show differences
 * between texts that assertions of criterion/new/assert.h compare; no test of
 * ours has any. Opened, it reads the certificates of the whole machine, which
 * takes longer than most tests. What stands here is found before the library.
 */
int git_libgit2_init(void);
int git_libgit2_shutdown(void);

int git_libgit2_init(void)
{
    return 1;
}

int git_libgit2_shutdown(void)
{
    return 0;
}

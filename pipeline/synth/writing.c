/* SPDX-License-Identifier: MIT */
#include "synth/writing.h"

char *qp_write_digits(char *end, uint64_t number, int least)
{
    char digits[20];
    int count = 0;
    do
        digits[count++] = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    for (; least > count; least--)
        *end++ = '0';
    while (count > 0)
        *end++ = digits[--count];
    return end;
}

char *qp_write_thousandths(char *end, uint64_t thousandths)
{
    end = qp_write_digits(end, thousandths / 1000, 1);
    if (thousandths % 1000 == 0)
        return end;
    *end++ = '.';
    end = qp_write_digits(end, thousandths % 1000, 3);
    while (end[-1] == '0')
        end--;
    return end;
}

char *qp_write_text(char *end, const char *text)
{
    while (*text != '\0')
        *end++ = *text++;
    return end;
}

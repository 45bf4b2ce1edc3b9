/* SPDX-License-Identifier: MIT */
#include "support/question.h"

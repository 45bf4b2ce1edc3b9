#include "support/chain.h"

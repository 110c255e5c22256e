// The entry of the C++ tests: Catch's own main().
#define CATCH_CONFIG_MAIN
#include "rig.h"

#ifndef SUPPORT_H
#define SUPPORT_H

#include "service.h"

#endif

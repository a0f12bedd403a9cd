#ifndef PRIVACY_H
#define PRIVACY_H

#include "service.h"

#endif

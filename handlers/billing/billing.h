#ifndef BILLING_H
#define BILLING_H

#include "service.h"

#endif

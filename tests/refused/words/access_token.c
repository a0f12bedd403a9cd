/* refused: a secret (ASVS 13.3.1, item 77) */
static const char token[] = "obl_0123456789abcdefghijklmnopqrstuvwxyz";

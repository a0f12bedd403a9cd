/* refused: random numbers come from the kernel (ASVS 6.5.3, item 25) */
int id(void) { return rand(); }

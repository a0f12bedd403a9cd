/* refused: random numbers come from the kernel (ASVS 6.5.3, item 25) */
long id(void) { return lrand48(); }

/* refused: values are bound, not written into SQL (ASVS 1.2.4, item 68) */
void drop(PGconn *c, const char *text) { PQexec(c, text); }

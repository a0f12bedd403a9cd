/* refused: values are bound, not written into SQL (ASVS 1.2.4, item 68) */
char *quoted(PGconn *c, str s) { return PQescapeLiteral(c, s.ptr, s.len); }

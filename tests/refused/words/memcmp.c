/* refused: secrets are compared by secret_eq (ASVS 11.2.4, item 74) */
bool same(const char *token, const char *kept) { return memcmp(token, kept, 32) == 0; }

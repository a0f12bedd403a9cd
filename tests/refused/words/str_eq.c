/* refused: secrets are compared by secret_eq (ASVS 11.2.4, item 74) */
bool is_ours(struct request *r) { return str_eq(r->csrf_token, session_csrf(r)); }

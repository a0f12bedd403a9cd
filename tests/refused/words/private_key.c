/* refused: a secret (ASVS 13.3.1, item 77) */
static const char key[] =
	"-----BEGIN EC PRIVATE KEY-----\n"
	"MHcCAQEEIA==\n"
	"-----END EC PRIVATE KEY-----\n";

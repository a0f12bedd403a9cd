#include "personal_export_words.h"

/* clang-format off */
const struct word personal_export_recipients[] = {
	{ "members",  "Members of your workspaces see your user name and what you did there; owners and admins see your address, too." },
	{ "operator", "Who runs this service, for what it is for. Nothing is sold, and nothing is given to advertisers." },
	{ "mail",     "Whoever carries your mail sees your address and what we write to you." },
	{ 0 },
};
const struct word personal_export_rights[] = {
	{ "access",        "You may have this copy at any time (GDPR Article 15)." },
	{ "rectification", "You may correct what is wrong, most of it by yourself in your account (Article 16)." },
	{ "erasure",       "You may have it erased (Article 17)." },
	{ "restriction",   "You may demand that it is kept and not used (Article 18)." },
	{ "portability",   "You may take it elsewhere: the files in data/ are for programs (Article 20)." },
	{ "objection",     "You may object to what rests on a legitimate interest (Article 21)." },
	{ "complaint",     "You may complain to the supervisory authority of where you live or work (Article 77)." },
	{ "decisions",     "No decision about you is made by a program alone (Article 22)." },
	{ 0 },
};
/* clang-format on */

#include "processing.h"

/* clang-format off */
/* The names are those that the catalogue has for subjects. */
const struct word processing_people[] = {
	{ "person",    "People who have an account, or asked for one." },
	{ "address",   "People of whom there is an address and perhaps no account: who was invited, and who made a request by the law." },
	{ "workspace", "People in what customers bring and write: texts, labels, guidelines and the names that they give to things." },
	{ 0 },
};
const struct word processing_recipients[] = {
	{ "members",  "Members of your workspaces see your user name and what you did there; owners and admins see your address, too. "
	              "What is in a workspace they see as far as each one's role allows." },
	{ "invited",  "Whoever has the link of an invitation sees who sent it, and to which workspace." },
	{ "operator", "Who runs this service, for what it is for. Nothing is sold, and nothing is given to advertisers." },
	{ "staff",    "Those whom the operator has named to answer requests by the law see these, and the addresses from which they come." },
	{ "machines", "Whoever runs the machines for the operator can read the database: the texts in it are not encrypted." },
	{ "mail",     "Whoever carries your mail sees your address and what we write to you." },
	{ "programs", "A program to which you give an access token gets what the token's scopes and your role both allow." },
	{ 0 },
};
const struct word processing_transfers[] = {
	{ "program",  "By itself the program sends nothing to other countries, and nothing but mail to anyone who does not use it." },
	{ "mail",     "Mail goes to the mail server that the operator has chosen, and from there to your provider's, wherever that is." },
	{ "machines", "In which country the machines and that mail server are, and what guards data that leaves yours, the program cannot know: "
	              "ask the operator." },
	{ 0 },
};
const struct word processing_rights[] = {
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

#include "describe.h"

/* What a reader of the page can do. */
static const char *const advice[STATUS_COUNT] = {
	[BAD_REQUEST] = "The request could not be read. The member detail says where reading stopped.",
	[UNAUTHORIZED] = "This needs a session. Log in, and send the session cookie along.",
	[STEP_UP] = "This destroys or gives away something, so it asks for a password that was typed "
		    "in the last minutes. Log in again and repeat the request.",
	[BAD_LOGIN] = "There is no account with this user name and password, or its address has not "
		      "been confirmed yet. Which of these is not told.",
	[FORBIDDEN] = "Your role in this workspace does not include this. Ask its owner.",
	[OUT_OF_SCOPE] = "The access token may not do this, whatever its owner may. The header "
			 "WWW-Authenticate names the scope that it lacks, if there is one: make a "
			 "token that has it.",
	[CROSS_SITE] = "The request came from another site's page, or without the token that our own "
		       "pages send in the header X-CSRF-Token. Reload the page and try again.",
	[NOT_FOUND] = "There is nothing at this address, or nothing that is yours. The two are not "
		      "told apart.",
	[BAD_METHOD] = "The address is right, the method is not. The header Allow lists those there "
		       "are.",
	[CONFLICT] = "What you send collides with what is there already, such as a name that is taken. "
		     "The member errors says which value.",
	[GONE] = "Links and codes that we mail can be used once, and for a limited time. Ask for a "
		 "new one.",
	[STALE] = "Someone changed this after you read it. Read it again, and repeat your change on what "
		  "is there now.",
	[TOO_LARGE] = "The request holds more than is allowed here. The member detail says how much is.",
	[BAD_TYPE] = "The header Content-Type names a type that is not taken here. The member detail says "
		     "which is.",
	[INVALID] = "One or more values break a rule. The member errors lists all of them: where each "
		    "stands, and what it must be.",
	[UNCONDITIONAL] = "A change must say in the header If-Match which version it is meant for: "
			  "the ETag that came with what you read.",
	[TOO_MANY] = "Wait as many seconds as the header Retry-After says, then go on more slowly.",
	[BROKEN] = "This is our fault, and it is in our log under the request's id. If it stays, tell "
		   "us that id.",
	[UNAVAILABLE] = "A part of the system is away for a moment. Try again after as many seconds as "
			"the header Retry-After says, but look first whether a change was made.",
	[LATE] = "The answer took longer than a request may. Look whether the change was made before you "
		 "repeat it.",
};

/* No style and no script: the page works under the strictest policy and in every reader. */
static str page(struct arena *a, status p)
{
	int http = problem_http(p);

	return arena_fmt(a,
	                 "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	                 "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
	                 "<meta name=\"color-scheme\" content=\"light dark\">\n"
	                 "<meta name=\"robots\" content=\"noindex\">\n"
	                 "<title>%s (%d) - Obelus</title>\n</head>\n<body>\n<main>\n<h1>%s</h1>\n"
	                 "<p>%s</p>\n<dl>\n<dt>Problem type</dt>\n<dd><code>/problems/%s</code></dd>\n"
	                 "<dt>HTTP status</dt>\n<dd>%s</dd>\n</dl>\n"
	                 "<p><a href=\"/\">Go to Obelus</a></p>\n</main>\n</body>\n</html>\n",
	                 problem_title(p), http, problem_title(p), advice[p], problem_slug(p),
	                 http_line(http));
}

void describe_problems(struct json *out)
{
	json_add(out, STR("{"));
	for (status p = OK + 1; p < STATUS_COUNT; p++) {
		json_key(out, problem_slug(p));
		json_text(out, page(out->arena, p));
	}
	json_add(out, STR("}"));
}

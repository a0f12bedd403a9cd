#ifndef PERSONAL_EXPORT_WORDS_H
#define PERSONAL_EXPORT_WORDS_H

/* What a copy says about who else gets what is stored, and about rights.  Each list ends at an absent name. */
struct word {
	const char *name, *about;
};
extern const struct word personal_export_recipients[], personal_export_rights[];

#endif

#ifndef PROCESSING_H
#define PROCESSING_H

/*
 * What no column can say of how data is used: whom it is about, who else gets it, where it goes, and rights.  Told to everyone
 * (practice.c) and in each copy (personal_export_page.c), in the same words.  Each list ends at an absent name.
 */
struct word {
	const char *name, *about;
};
extern const struct word processing_people[], processing_recipients[], processing_transfers[], processing_rights[];

#endif

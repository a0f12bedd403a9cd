/* refused: no shell is asked (ASVS 1.2.5, item 68) */
void list(void) { system("ls"); }

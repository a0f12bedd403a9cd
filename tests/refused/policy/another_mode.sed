# refused: mode is another than in the name of the file
# file: sql/policy/saas-1.txt
s/^mode: saas/mode: demo/

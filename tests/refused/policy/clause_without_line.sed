# refused: sql/policy/clauses.txt: no line for PV-3
# file: sql/policy/clauses.txt
/^PV-3 /d

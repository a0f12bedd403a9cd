# refused: PV-3 has a line already
# file: sql/policy/clauses.txt
/^PV-3 /p

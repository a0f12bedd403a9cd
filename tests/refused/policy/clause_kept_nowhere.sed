# refused: CK-4 is kept, and no text says so
# file: sql/policy/clauses.txt
s/^CK-4  not served: .*/CK-4  kept/

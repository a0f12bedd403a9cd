# refused: kept, or not served: WHY, was expected
# file: sql/policy/clauses.txt
s/^CK-4  not served: .*/CK-4  not served/

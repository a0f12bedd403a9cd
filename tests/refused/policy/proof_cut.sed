# refused: lacks tests/sql/11_policy.sql: "a version's number does not change: … at all" (CG-1 CG-2)
# file: tests/sql/11_policy.sql
s/'a version does not change: ' || change || ' (CG-1)'/'a version''s number does not change: ' || change || ' at all (CG-1) (CG-2)'/

-- refused: :2: statement s: a parameter is a name and a type, not `a`
-- s(a) :run
-- Says something.
delete from t where a = :a;

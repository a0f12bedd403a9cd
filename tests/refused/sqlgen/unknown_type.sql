-- refused: :2: statement s: no such parameter type: number
-- s(a number) :run
-- Says something.
delete from t where a = :a;

-- refused: :2: statement s has two parameters a
-- s(a uuid, a text) :run
-- Says something.
delete from t where a = :a;

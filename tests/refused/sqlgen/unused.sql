-- refused: :2: statement s never uses :b
-- s(a uuid, b uuid) :run
-- Says something.
delete from t where a = :a;

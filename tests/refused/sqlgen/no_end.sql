-- refused: :2: the statement that begins here does not end with ;
-- s(a uuid) :run
-- Says something.
delete from t where a = :a

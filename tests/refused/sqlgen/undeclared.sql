-- refused: :4: statement s has no parameter b
-- s(a uuid) :run
-- Says something.
delete from t where a = :a and b = :b;

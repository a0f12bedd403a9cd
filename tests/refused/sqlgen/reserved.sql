-- refused: :2: statement s: a parameter cannot be called r
-- s(r uuid) :run
-- Says something.
delete from t where a = :r;

-- refused: :2: statement s never uses :a
-- s(a text) :run
-- Says something.
delete from t where b = ':a' and c = ":a";

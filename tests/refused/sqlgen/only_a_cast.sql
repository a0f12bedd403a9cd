-- refused: :2: statement s never uses :text
-- s(text text) :run
-- Says something.
delete from t where b = c::text;

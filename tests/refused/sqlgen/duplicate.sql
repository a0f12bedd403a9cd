-- refused: :6: statement s is there already, at line 2
-- s() :run
-- Says something.
delete from t;

-- s() :run
-- Says something else.
delete from u;

-- refused: :4: statement s: one statement only, and nothing after its ;
-- s() :run
-- Says something.
delete from t; delete from u;

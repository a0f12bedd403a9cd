-- refused: :4: statement s: a quote is not closed on its line
-- s() :run
-- Says something.
delete from t where a = 'b;

-- refused: :4: statement s: write :name, not $ (dollar quotes are not read)
-- s() :run
-- Says something.
delete from t where a = $1;

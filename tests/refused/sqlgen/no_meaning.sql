-- refused: :3: statement s does not say what it means
-- s(a uuid) :run
delete from t where a = :a;

-- refused: :2: statement s has two parameters a_given
-- s(a_given bool, a patch_text) :run
-- Says something.
delete from t where a = :a and :a_given;

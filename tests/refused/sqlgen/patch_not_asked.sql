-- refused: :2: statement s never uses :name_given
-- s(name patch_text) :run
-- Says something.
update t set name = :name;

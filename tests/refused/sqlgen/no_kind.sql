-- refused: :2: expected: -- name(parameter type, …) :one|:later|:many|:stream SHAPE, or :run
-- s(a uuid) :each
-- Says something.
delete from t where a = :a;

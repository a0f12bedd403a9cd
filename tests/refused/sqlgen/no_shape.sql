-- refused: :2: expected: -- name(parameter type, …) :one|:later|:many|:stream SHAPE, or :run
-- s(a uuid) :one
-- Says something.
select a from t where a = :a;

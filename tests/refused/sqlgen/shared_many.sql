-- refused: :2: only a :one statement can be shared
-- s(a uuid) :many t shared
-- Says something.
select a from t where a = :a;

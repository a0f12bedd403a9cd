-- refused: :2: SQL without a line `-- name(parameter type, …) :kind` above it
delete from t;

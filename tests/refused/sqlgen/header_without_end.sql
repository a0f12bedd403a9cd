-- refused: :2: the line that begins with -- s(a uuid, has no end: ) :kind
-- s(a uuid,
delete from t;

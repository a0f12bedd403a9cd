# refused: no test any more: tests/http/auth/tokens.test.mjs: "DELETE /tokens/{id}: acts on the very next request
# file: tests/http/auth/tokens.test.mjs
/(SE-1, TP-1)/d

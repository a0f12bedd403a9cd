# refused: is said to prove TP-99, which is no clause of sql/catalogue.txt
# file: tests/http/auth/tokens.test.mjs
s/(TP-1)/(TP-1, TP-99)/

# refused: sql/policy/demo-1.txt: says CK-4, which is not served: there are no campaigns by mail
# file: sql/policy/demo-1.txt
s/^\[CK-2\] Our mails/[CK-2 CK-4] Our mails/

# refused: a sentence without a clause: it begins with [CLAUSE …]
# file: sql/policy/saas-1.txt
s/^\[PV-3 CH-1\] An account needs/An account needs/

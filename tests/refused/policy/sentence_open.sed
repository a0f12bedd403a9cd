# refused: a sentence ends with a full stop
# file: sql/policy/saas-1.txt
s/no newsletters of others\.$/no newsletters of others/

# refused: the change log has its newest entry first
# file: sql/policy/saas-1.txt
s/^change 2018-04-26/change 2028-04-26/

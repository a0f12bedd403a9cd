# refused: sql/policy/saas-1.txt: PV-99 is no clause of sql/catalogue.txt: An account needs
# file: sql/policy/saas-1.txt
s/^\[PV-3 CH-1\] An account needs/[PV-99] An account needs/

# refused: a text of the policy begins with # SPDX-License-Identifier: CC-BY-SA-4.0
# file: sql/policy/onprem-1.txt
1d

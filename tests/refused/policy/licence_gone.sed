# refused: sql/policy/LICENSE: does not say https://github.com/Automattic/legalmattic
# file: sql/policy/LICENSE
/Automattic/d

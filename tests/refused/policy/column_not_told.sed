# refused: sql/schema.sql: person.email is kept for CK-4, of which the policy says nothing
# file: sql/schema.sql
/COMMENT ON COLUMN public.person.email IS/s/clause=PV-3/clause=CK-4/

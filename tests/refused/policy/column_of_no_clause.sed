# refused: sql/schema.sql: person.email is kept for PV-99, of which the policy says nothing
# file: sql/schema.sql
/COMMENT ON COLUMN public.person.email IS/s/clause=PV-3/clause=PV-99/

-- refused: person.end: no comment
CREATE TABLE public.person (
    "end" text NOT NULL,
    CONSTRAINT person_is_fine CHECK (true)
);
COMMENT ON TABLE public.person IS 'Someone. scope: global because it is. retain: account';

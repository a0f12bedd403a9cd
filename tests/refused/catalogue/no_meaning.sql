-- refused: person.shoe: a sentence that says what it is comes before `privacy:`
CREATE TABLE public.person (
    shoe text NOT NULL,
    CONSTRAINT person_is_fine CHECK (true)
);
COMMENT ON TABLE public.person IS 'Someone. scope: global because it is. retain: account';
COMMENT ON COLUMN public.person.shoe IS 'privacy: none';

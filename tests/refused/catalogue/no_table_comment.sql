-- refused: person: no comment
CREATE TABLE public.person (
    shoe text NOT NULL,
    CONSTRAINT person_is_fine CHECK (true)
);
COMMENT ON COLUMN public.person.shoe IS 'Size. privacy: none';

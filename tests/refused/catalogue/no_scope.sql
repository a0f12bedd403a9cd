-- refused: person: its comment says neither `scope: tenant` nor `scope: global because …`
CREATE TABLE public.person (
    shoe text NOT NULL,
    CONSTRAINT person_is_fine CHECK (true)
);
COMMENT ON TABLE public.person IS 'Someone.';
COMMENT ON COLUMN public.person.shoe IS 'Size. privacy: none';

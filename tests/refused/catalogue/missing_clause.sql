-- refused: person.shoe: does not say clause=
CREATE TABLE public.person (
    shoe text NOT NULL,
    CONSTRAINT person_is_fine CHECK (true)
);
COMMENT ON TABLE public.person IS 'Someone. scope: global because it is. retain: account';
COMMENT ON COLUMN public.person.shoe IS 'Size. privacy: class=user.name subject=shoe purpose=provide basis=contract source=provided retain=account erase=delete export=yes';

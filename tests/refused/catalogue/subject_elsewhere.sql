-- refused: person.shoe: subject=owner is no column of person
CREATE TABLE public.person (
    shoe text NOT NULL,
    CONSTRAINT person_is_fine CHECK (true)
);
COMMENT ON TABLE public.person IS 'Someone. scope: global because it is. retain: account';
COMMENT ON COLUMN public.person.shoe IS 'Size. privacy: class=user.name subject=owner purpose=provide basis=contract source=provided clause=PV-3 retain=account erase=delete export=yes';

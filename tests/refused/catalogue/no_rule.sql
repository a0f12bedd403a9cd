-- refused: shoe: `retain: use+P7D` needs a row in retention_rule, which no migration inserts
CREATE TABLE public.shoe (
    person uuid NOT NULL,
    CONSTRAINT shoe_is_fine CHECK (true)
);
COMMENT ON TABLE public.shoe IS 'A thing. scope: global because it is. retain: use+P7D';
COMMENT ON COLUMN public.shoe.person IS 'Whose. privacy: class=user.id subject=person purpose=provide basis=contract source=provided clause=PV-3 retain=use+P7D erase=delete export=yes';

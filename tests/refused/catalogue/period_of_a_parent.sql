-- refused: shoe: says `retain: project+P30D`, and nothing waits after that event
CREATE TABLE public.shoe (
    person uuid NOT NULL,
    CONSTRAINT shoe_is_fine CHECK (true)
);
COMMENT ON TABLE public.shoe IS 'A thing. scope: global because it is. retain: project+P30D';
COMMENT ON COLUMN public.shoe.person IS 'Whose. privacy: class=user.id subject=person purpose=provide basis=contract source=provided clause=PV-3 retain=project+P30D erase=delete export=yes';

-- refused: session: says `retain: session+P31D`, and its row in retention_rule P30D
CREATE TABLE public.session (
    person uuid NOT NULL,
    CONSTRAINT session_is_fine CHECK (true)
);
COMMENT ON TABLE public.session IS 'A thing. scope: global because it is. retain: session+P31D';
COMMENT ON COLUMN public.session.person IS 'Whose. privacy: class=user.id subject=person purpose=provide basis=contract source=provided clause=PV-3 retain=session+P31D erase=delete export=yes';

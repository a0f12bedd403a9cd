-- refused: public.everyone: a materialized view copies columns without their comments; make a table
CREATE TABLE public.person (
    shoe text NOT NULL,
    CONSTRAINT person_is_fine CHECK (true)
);
COMMENT ON TABLE public.person IS 'Someone. scope: global because it is. retain: account';
COMMENT ON COLUMN public.person.shoe IS 'Size. privacy: none';
CREATE MATERIALIZED VIEW public.everyone AS
 SELECT person.shoe FROM public.person;

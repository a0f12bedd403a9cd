-- By when a request has to be answered: it depends on whose law it is made by, so it is rows and no constant.
create table deadline_rule (
  jurisdiction text not null,
  type text not null,
  milestone text not null,
  unit text not null,
  amount int not null,
  rolls boolean not null,
  law text not null,
  primary key (jurisdiction, type, milestone),
  constraint deadline_rule_jurisdiction_is_known check (jurisdiction in ('eu', 'uk', 'california')),
  constraint deadline_rule_type_is_known check (type in ('access', 'portability', 'rectify', 'erase', 'restrict', 'object', 'withdraw',
                                                         'review_automated', 'complaint')),
  constraint deadline_rule_milestone_is_known check (milestone in ('ack', 'answer', 'extend')),
  constraint deadline_rule_unit_is_known check (unit in ('month', 'day', 'business_day')),
  constraint deadline_rule_amount_is_some check (amount between 1 and 366)
);
alter table deadline_rule enable row level security;
alter table deadline_rule force row level security;
-- No policy, no grant: a rule comes with a migration, and functions of obelus_rights read it.

comment on table deadline_rule is 'How long the law gives for what is due to whoever asks for their rights. scope: global because it is about laws';
comment on column deadline_rule.jurisdiction is 'Whose law. privacy: none';
comment on column deadline_rule.type is 'What is asked for. privacy: none';
comment on column deadline_rule.milestone is 'ack: to say that it has come; answer: to answer it; extend: by how much more, if that is told in time. privacy: none';
comment on column deadline_rule.unit is 'Calendar months, calendar days, or days without Saturdays and Sundays. privacy: none';
comment on column deadline_rule.amount is 'How many. privacy: none';
comment on column deadline_rule.rolls is 'Whether a last day that is a Saturday or Sunday moves to the Monday; public holidays, which differ by place, move nothing. privacy: none';
comment on column deadline_rule.law is 'Where it is said. privacy: none';

create function deadline_day(received timestamptz, unit text, amount int, rolls boolean) returns timestamptz
language sql immutable set search_path = pg_catalog, public, pg_temp as $$
  with came as (
    select (received at time zone 'UTC')::date as day),
  -- The day on which it came is not counted; what is no day of the last month is that month's last (Regulation 1182/71, 3(2)(c)).
  last as (
    select case unit
             when 'month' then (day + make_interval(months => amount))::date
             when 'day' then day + amount
             when 'business_day' then
               (select d::date
                  from generate_series(day + 1, day + 2 * amount + 3, interval '1 day') d
                 where extract(isodow from d) < 6
                 order by d
                offset amount - 1
                 limit 1)
           end as day
      from came)
  -- All of it, to its last hour; not a Saturday or Sunday (3(4)).
  select (day + case when rolls and extract(isodow from day) >= 6 then 9 - extract(isodow from day)::int else 1 end)::timestamp
           at time zone 'UTC' - interval '1 second'
    from last
$$;
comment on function deadline_day is 'The last second, in UTC, of a time that begins with what came at `received`.';
revoke all on function deadline_day from public;

create function deadline(place text, of_type text, step text, received timestamptz) returns timestamptz
language sql stable set search_path = pg_catalog, public, pg_temp as $$
  select min(case step
               when 'extend' then deadline_day(received, a.unit, a.amount + coalesce(e.amount, 0), a.rolls)
               else deadline_day(received, r.unit, r.amount, r.rolls)
             end)
    from deadline_rule a
    left join deadline_rule e on e.jurisdiction = a.jurisdiction and e.type = a.type and e.milestone = 'extend' and e.unit = a.unit
    left join deadline_rule r on r.jurisdiction = a.jurisdiction and r.type = a.type and r.milestone = step
   where a.type = of_type
     and a.milestone = 'answer'
     and place in (a.jurisdiction, 'unknown')
$$;
comment on function deadline is 'Until when a milestone of a request is to be reached; of somebody whose law is unknown, the earliest of all. null: there is no such milestone. extend: as late as an extension can make it; as the answer, where there is none.';
revoke all on function deadline from public;
grant create on schema public to obelus_rights;
grant execute on function deadline_day, deadline to obelus_rights;
alter function deadline owner to obelus_rights;
revoke create on schema public from obelus_rights;

set local role obelus_admin;
do $$
declare
  made bigint;
begin
  insert into deadline_rule (jurisdiction, type, milestone, unit, amount, rolls, law)
  select r.*
    from unnest(array['access', 'portability', 'rectify', 'erase', 'restrict', 'object', 'withdraw', 'review_automated', 'complaint']) t (type)
   cross join lateral (values
         ('eu', t.type, 'answer', 'month', 1, true, 'GDPR 12(3); Regulation 1182/71, 3'),
         ('eu', t.type, 'extend', 'month', 2, true, 'GDPR 12(3)'),
         ('uk', t.type, 'answer', 'month', 1, true, 'UK GDPR 12(3), 12A'),
         ('uk', t.type, 'extend', 'month', 2, true, 'UK GDPR 12A'),
         ('california', t.type, 'ack', 'business_day', 10, false, 'CCPA Regulations 7021(a)'),
         ('california', t.type, 'answer', 'day', 45, false, 'CCPA Regulations 7021(b)'),
         ('california', t.type, 'extend', 'day', 45, false, 'CCPA Regulations 7021(b)')) r (jurisdiction, type, milestone, unit, amount, rolls, law)
   where not (r.jurisdiction = 'california' and r.milestone <> 'ack' and t.type in ('restrict', 'object', 'withdraw'));
  -- What stops a use of data has to be quick there, and is not put off.
  insert into deadline_rule (jurisdiction, type, milestone, unit, amount, rolls, law)
  select 'california', t, 'answer', 'business_day', 15, false, 'CCPA Regulations 7026(f), 7027(g)'
    from unnest(array['restrict', 'object', 'withdraw']) t;
  assert (select count(*) from deadline_rule) = 60;
end $$;

-- What people agree to goes one way, is theirs alone, and stays as it was said (UP-9, CH-3).
insert into person (id, username, password, email, email_key, confirmed_at)
select id(n), n, '$argon2id$x', n || '@example.org', n || '@example.org', now() from unnest(array['ada', 'bob']) n;
insert into consent_text (sha256, language, title, text, label)
select encode(sha256(convert_to(E'T\nx\nl\n', 'UTF8')), 'hex'), 'en', 'T', 'x', 'l';

-- Each act with those that may follow; none: the first.
create temporary table step (act text, may text[]);
insert into step values ('none', '{given,refused}'), ('refused', '{given}'), ('given', '{withdrawn}'), ('withdrawn', '{given}');
create function tap.add_event(name text, of_act text, before text, who text default 'ada', kind text default 'news') returns void language sql as $$
  insert into consent_event (id, person, category, act, method, despite_signal, policy_mode, policy_version, policy_sha256, text_sha256, language, previous, at)
  select id(name), id(who), kind, of_act, 'page', false, 'saas', 1, 'x', t.sha256, 'en', id(before), clock_timestamp() from consent_text t where t.title = 'T'
$$;
create function tap.try_act(old text, new text) returns boolean language plpgsql as $$
begin
  delete from consent_event where person = id('ada');
  if old in ('given', 'refused') then
    perform tap.add_event('e1', old, null);
  elsif old = 'withdrawn' then
    perform tap.add_event('e0', 'given', null);
    perform tap.add_event('e1', 'withdrawn', 'e0');
  end if;
  perform tap.add_event('e2', new, case when old <> 'none' then 'e1' end);
  return true;
exception when check_violation then
  return false;
end $$;
select is_empty('select s.act, n.act from step s cross join unnest(array[''given'', ''refused'', ''withdrawn'', ''expired'']) n (act)
                  where tap.try_act(s.act, n.act) <> (n.act = any (s.may))', 'after each act comes what may, and nothing else (CH-3)');
delete from consent_event;
select add_event('a1', 'given', null);
select throws_ok('select add_event(''a2'', ''given'', null)', '23505', null, 'there is one beginning');
select add_event('a3', 'withdrawn', 'a1');
select throws_ok('select add_event(''a4'', ''withdrawn'', ''a1'')', '23505', null, 'an act is followed by one');
select throws_ok('select add_event(''b1'', ''withdrawn'', ''a1'', ''bob'')', '23514', null, 'and by the same person''s');
select throws_ok('select add_event(''a5'', ''withdrawn'', ''a1'', ''ada'', ''feedback'')', '23514', null, 'about the same kind of mail');
select throws_ok('insert into mail_preference (person, category, wanted) values (id(''bob''), ''news'', true)', '23514', null,
                 'nothing is wanted that nobody asked for (CG-5)');
select throws_ok('insert into consent_text (sha256, language, title, text, label) values (repeat(''0'', 64), ''en'', ''T'', ''x'', ''l'')', '23514', null,
                 'a text has its own hash');
select add_event('b2', 'given', null, 'bob');

select act('privacy', null, id('ada'));
select results_eq('select id from consent_event order by at', array[id('a1'), id('a3')], 'a person sees their own');
select refused('update consent_event set act = ''given''', 'what was said is not changed');
select refused('delete from consent_event', 'nor removed');
select refused('update consent_text set text = ''y''', 'nor is what was shown');
select refused('delete from mail_preference', 'that something is not wanted stays known');
select refused('select from mailing', 'texts are operators''');
select refused('select token_hash from mail_delivery', 'links nobody sees again');
select refused('insert into mail_preference (person, category) values (id(''bob''), ''news'')', 'nobody chooses for another');
select refused('select mailing_begin(''news'', ''x'', ''x'')', 'and nobody but operators begins to mail');
select refused('select restored(''saas'')', 'or says that a backup was restored');
select arrange();

-- A backup does not know what was taken back since: with its restore all of it is, by an act that says so, and nothing else.
insert into mail_preference (person, category, wanted, event) values (id('bob'), 'news', true, id('b2')), (id('ada'), 'news', false, id('a3'));
select restored('saas');
select results_eq($$select act, method, previous, policy_version, text_sha256 from consent_event where person = id('bob') and id <> id('b2')$$,
                  $$select 'withdrawn', 'restore', id('b2'), v.number, null::text from policy_in_force('saas') v$$, 'what was wanted in a backup is withdrawn when it is restored (CH-3)');
select results_eq($$select p.wanted, p.set_by, e.method from mail_preference p join consent_event e on e.id = p.event where p.person = id('bob')$$,
                  $$values (false, 'restore', 'restore')$$, 'and is not wanted any more, by that act');
select results_eq($$select p.set_by, p.event, (select count(*) from consent_event e where e.person = p.person) from mail_preference p where p.person = id('ada')$$,
                  $$values ('self', id('a3'), 2::bigint)$$, 'what was not stays as it was said');

-- How a key comes to sign: a job of auth makes it, by age or because an operator
-- asked; the first job is made here, and each makes the next.

create function signing_key_add(new_key uuid, new_pem text, new_sealed text, after timestamptz, why text) returns boolean
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
declare
  begins timestamptz := now() + case why when 'due' then interval '10 minutes' else interval '0' end;
begin
  perform pg_advisory_xact_lock(hashtext('signing_key'));
  if exists (select from signing_key where announced_at > coalesce(after, '-infinity')) then
    return false;
  end if;
  if why = 'leaked' then
    delete from signing_key;
  end if;
  update signing_key set signs_until = least(signs_until, greatest(signs_from, begins));
  insert into signing_key (id, public_pem, sealed, signs_from) values (new_key, new_pem, new_sealed, begins);
  return true;
end $$;
comment on function signing_key_add is 'Announce a key that signs in ten minutes (why: due) or at once (lost: those there cannot sign; leaked: and nothing that they signed is good). false: meanwhile another was, after the newest that the caller has seen (null: it saw none).';
revoke all on function signing_key_add from public;
grant execute on function signing_key_add to obelus_auth;

create function signing_key_rotate(is_leaked boolean) returns void
language sql set search_path = pg_catalog, pg_temp as $$
  insert into public.job (id, handler, kind, payload)
  values (gen_random_uuid(), 'auth', 'key', json_build_object('since', now(), 'is_leaked', is_leaked))
$$;
comment on function signing_key_rotate is 'For operators: make another signing key, whatever the age of the one until now.';
revoke all on function signing_key_rotate from public;

set local role obelus_admin;
do $$
declare
  made bigint;
begin
  insert into job (id, handler, kind) values (gen_random_uuid(), 'auth', 'key');
  get diagnostics made = row_count;
  assert made = 1;
end $$;

-- A restored backup forgets again: called by its operator alone, before anybody is let in.
create function erasure_replay(which uuid, of_kind text, of_subject uuid) returns void
language plpgsql set search_path = pg_catalog, public, pg_temp as $$
begin
  if of_kind = 'workspace' then
    perform erasure_plan_workspace(which, of_subject) from erasure where id = which and state = 'executing';
    return;
  end if;
  -- One that was done before the backup is done in it, too.
  insert into erasure (id, person, state, ends_at, is_replay)
  select which, of_subject, 'executing', now(), true where not exists (select from certificate where id = which)
      on conflict (id) do nothing;
  update erasure set state = 'executing' where id = which and state in ('frozen', 'failed');
  update erasure set is_replay = true where id = which and state = 'executing';
  insert into job (id, handler, kind, payload)
  select gen_random_uuid(), 'privacy', 'erase', json_build_object('erasure', id) from erasure where id = which and state = 'executing';
end $$;
comment on function erasure_replay is 'A line of the ledger, read by a restore: who was erased after the backup is erased again.';
revoke all on function erasure_replay(uuid, text, uuid) from public;

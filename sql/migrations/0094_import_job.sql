-- An import may be into a job: what its lines say that people submitted and skipped is theirs in that job.
alter table import
  add column job uuid,
  add column submissions int not null default 0,
  add column skips int not null default 0,
  add foreign key (workspace, job) references annotation_job (workspace, id) on delete restrict,
  add constraint import_into_a_job_is_jsonl check (job is null or (format = 'jsonl' and not all_or_nothing));
create index import_by_job on import (workspace, job, id);
grant insert (job), update (submissions, skips) on import to obelus_annotations;
comment on column import.job is 'The job to which its submissions and skips belong; null: it has none. privacy: none';
comment on column import.submissions is 'How many submissions it added. privacy: none';
comment on column import.skips is 'How many skips it added. privacy: none';

-- The sentence, where the word tells only of what kind it is.
alter table import_flaw add column about text;
grant insert (about) on import_flaw to obelus_annotations;
comment on column import_flaw.about is 'What is wrong, for people, who are shown what the text has in that place; null: as the word says. privacy: class=content.text subject=workspace purpose=provide basis=contract source=provided clause=PV-6 retain=project+P30D erase=delete export=yes';

-- What came with a file can be told from what someone did here.
alter table assignment add column import uuid;
grant insert (state, submission, schema_version, reason, seconds, counted_on, version, submitted_at, import), update (import)
  on assignment to obelus_annotations;
grant insert (created_at) on submission to obelus_annotations;
comment on column assignment.import is 'The import by which it came, be it removed since; null: it was handed out. privacy: none';

comment on column annotation_job.reached is 'Up to which position each example was touched, or found to be. privacy: none';

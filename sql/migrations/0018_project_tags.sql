-- A project counts its tags as it counts its texts, so that "at most 200" holds
-- however many are added at once, and no request counts rows.
alter table project add column tags int not null default 0;
grant insert (tags), update (tags) on project to obelus_annotations;
comment on column project.tags is 'How many tags it has. privacy: none';

-- The owner sees no row under forced row level security; this one change needs all of them.
alter table project no force row level security;
alter table tag no force row level security;
update project p
   set tags = (select count(*) from tag t where t.workspace = p.workspace and t.project = p.id);
alter table tag force row level security;
alter table project force row level security;

alter table project add constraint project_tags_are_counted check (tags between 0 and 200);

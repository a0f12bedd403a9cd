-- Whatever is about a person is found by them: an index of every table begins
-- with each column that leads to a person.  Where the person came second it
-- comes first now: every statement names both.
drop index assignment_by_person;
create index assignment_by_person on assignment (person, workspace, id);
drop index job_day_by_person;
create index job_day_by_person on job_day (person, workspace, job);
drop index team_member_by_person;
create index team_member_by_person on team_member (person, workspace);
create index annotation_job_by_maker on annotation_job (created_by);
create index dataset_by_maker on dataset (created_by);
create index document_by_maker on document (created_by);
create index import_by_maker on import (created_by);
create index job_cursor_by_person on job_cursor (person);
create index job_label_by_person on job_label (person);
create index label_schema_by_maker on label_schema (created_by);
create index project_by_maker on project (created_by);
create index schema_version_by_maker on schema_version (created_by);
create index span_by_maker on span (created_by);
create index team_by_maker on team (created_by);
create index invitation_by_key on invitation (email_key);

-- The functions that look for what is about one person, hand it out or take
-- it away belong to obelus_rights (sql/roles.sql), which sees every table,
-- those of later migrations as well: a column is covered the day it is added.
grant select, update, delete on all tables in schema public to obelus_rights;
alter default privileges in schema public grant select, update, delete on tables to obelus_rights;
-- Nothing in these is about anyone.
revoke all on migration, signing_key from obelus_rights;
grant usage on schema public to obelus_rights;
grant execute on function catalogue(), current_person(), no_workspace() to obelus_rights;

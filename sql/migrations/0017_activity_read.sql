-- A policy names one role: the order of several depends on which was created
-- first, and with it whether schema.sql is the same everywhere.
drop policy activity_read on activity;
create policy activity_auth_read on activity for select to obelus_auth
  using (workspace = current_workspace()
         or (workspace = no_workspace() and actor = current_person()));
create policy activity_annotations_read on activity for select to obelus_annotations
  using (workspace = current_workspace());

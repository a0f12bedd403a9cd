-- Whoever logs in goes on where they were last: the latest of their sessions is found by its key.
create index session_by_person_latest on session (person, id);
drop index session_by_person;

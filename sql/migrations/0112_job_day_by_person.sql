-- How much someone has done of a job is read with every text that they are handed.
create index job_day_by_person on job_day (workspace, job, person);

-- What the privacy policy says, and said: version after version, sentence by
-- sentence, each with the clauses that it promises; and why it was changed.
-- A release ships a version; it is announced, and in force, from when people say.
create table policy_version (
  mode text not null,
  number int not null,
  id uuid not null default gen_random_uuid(),
  language text not null,
  suggested_class text not null,
  sha256 text not null,
  shipped_at timestamptz not null default now(),
  supersedes int,
  primary key (mode, number),
  constraint policy_version_has_a_mode check (mode in ('saas', 'demo', 'onprem')),
  constraint policy_version_has_a_class check (suggested_class in ('minor', 'material')),
  constraint policy_version_has_a_language check (language ~ '^[a-z]{2}$'),
  constraint policy_version_is_hashed check (sha256 ~ '^[0-9a-f]{64}$'),
  constraint policy_version_follows_another check (number >= 1 and supersedes is not distinct from nullif(number - 1, 0)),
  constraint policy_version_supersedes foreign key (mode, supersedes) references policy_version (mode, number) on delete restrict
);
create index policy_version_by_supersedes on policy_version (mode, supersedes);
create unique index policy_version_by_id on policy_version (id);
alter table policy_version enable row level security;
alter table policy_version force row level security;

create table policy_publication (
  mode text not null,
  number int not null,
  class text not null,
  published_at timestamptz not null default now(),
  effective_from timestamptz not null,
  supersedes int,
  primary key (mode, number),
  constraint policy_publication_has_a_class check (class in ('minor', 'material')),
  constraint policy_publication_takes_effect_later check (effective_from >= published_at and isfinite(effective_from)),
  constraint policy_publication_of_version foreign key (mode, number) references policy_version (mode, number) on delete restrict,
  constraint policy_publication_supersedes foreign key (mode, supersedes) references policy_publication (mode, number) on delete restrict
);
create index policy_publication_by_supersedes on policy_publication (mode, supersedes);
alter table policy_publication enable row level security;
alter table policy_publication force row level security;

create table policy_clause (
  mode text not null,
  version int not null,
  ordinal int not null,
  heading text not null,
  clauses text not null,
  sentence text not null,
  primary key (mode, version, ordinal),
  constraint policy_clause_is_counted check (ordinal >= 1),
  constraint policy_clause_has_a_heading check (heading ~ '^\S[^\t\n]*$'),
  constraint policy_clause_is_numbered check (clauses ~ '^[A-Z]{2}-[1-9][0-9]*( [A-Z]{2}-[1-9][0-9]*)*$'),
  constraint policy_clause_is_a_sentence check (sentence ~ '^\S[^\t\n]*\.$'),
  constraint policy_clause_of_version foreign key (mode, version) references policy_version (mode, number) on delete restrict
);
alter table policy_clause enable row level security;
alter table policy_clause force row level security;

create table policy_change (
  mode text not null,
  version int not null,
  ordinal int not null,
  changed_on timestamptz not null,
  origin text not null,
  summary text not null,
  primary key (mode, version, ordinal),
  constraint policy_change_is_counted check (ordinal >= 1),
  constraint policy_change_has_an_origin check (origin in ('ours', 'lighttag', 'automattic')),
  constraint policy_change_is_told check (summary ~ '^\S[^\t\n]*$'),
  constraint policy_change_of_version foreign key (mode, version) references policy_version (mode, number) on delete restrict
);
alter table policy_change enable row level security;
alter table policy_change force row level security;

create policy policy_version_privacy on policy_version for select to obelus_privacy using (true);
create policy policy_publication_privacy on policy_publication for select to obelus_privacy using (true);
create policy policy_clause_privacy on policy_clause for select to obelus_privacy using (true);
create policy policy_change_privacy on policy_change for select to obelus_privacy using (true);
grant select on policy_version, policy_publication, policy_clause, policy_change to obelus_privacy;
-- No insert, update or delete: scripts/migrate adds what the release ships, two of the staff announce it, and nobody takes it back.

comment on table policy_version is 'A version of the privacy policy, for one kind of installation. scope: global because it is the same for everyone.';
comment on column policy_version.mode is 'For which kind of installation: OBELUS_MODE. privacy: none';
comment on column policy_version.number is 'Which one, from 1. privacy: none';
comment on column policy_version.id is 'By which the record of changes names it. privacy: none';
comment on column policy_version.language is 'In which language (ISO 639-1). privacy: none';
comment on column policy_version.suggested_class is 'What its authors take it for: whether it changes what people may rely on (material) or only how it is said (minor). privacy: none';
comment on column policy_version.sha256 is 'SHA-256 of its text: of each sentence in its order a line of heading, clauses and sentence, with tabs between. privacy: none';
comment on column policy_version.shipped_at is 'When this installation had it first. privacy: none';
comment on column policy_version.supersedes is 'The number of the one before. privacy: none';
comment on table policy_publication is 'That a version was announced. scope: global because it is the same for everyone.';
comment on column policy_publication.mode is 'Which version: its mode. privacy: none';
comment on column policy_publication.number is 'Which version: its number. privacy: none';
comment on column policy_publication.class is 'Whether it changes what people may rely on (material) or only how it is said (minor), as was decided. privacy: none';
comment on column policy_publication.published_at is 'When. privacy: none';
comment on column policy_publication.effective_from is 'From when it is in force, until a later one is. privacy: none';
comment on column policy_publication.supersedes is 'The number of the one announced before. privacy: none';
comment on table policy_clause is 'A sentence of a version. scope: global because it is the same for everyone.';
comment on column policy_clause.mode is 'Of which version: its mode. privacy: none';
comment on column policy_clause.version is 'Of which version: its number. privacy: none';
comment on column policy_clause.ordinal is 'Its place, from 1. privacy: none';
comment on column policy_clause.heading is 'Under which heading it stands. privacy: none';
comment on column policy_clause.clauses is 'Which promises it makes: numbers of sql/catalogue.txt, with spaces between. privacy: none';
comment on column policy_clause.sentence is 'What it says; {controller} and {contact} stand for whoever runs the installation. privacy: none';
comment on table policy_change is 'An entry of the change log. scope: global because it is the same for everyone.';
comment on column policy_change.mode is 'With which version it came: its mode. privacy: none';
comment on column policy_change.version is 'With which version it came: its number. privacy: none';
comment on column policy_change.ordinal is 'Its place among those of the version, from 1. privacy: none';
comment on column policy_change.changed_on is 'The day of the change: its first moment, UTC. privacy: none';
comment on column policy_change.origin is 'Whose change it was: ours, or of the texts from which ours was adapted. privacy: none';
comment on column policy_change.summary is 'What was changed. privacy: none';

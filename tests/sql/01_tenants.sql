-- Two workspaces that must not know of each other.
insert into person (id, username, password) select id(n), n, '$argon2id$x' from unnest(array['ada', 'bob']) n;
insert into workspace (id, name) values (id('A'), 'A'), (id('B'), 'B');
insert into member (workspace, person, role) values (id('A'), id('ada'), 'owner'), (id('B'), id('bob'), 'owner');
insert into project (workspace, id, name, created_by) values (id('A'), id('pa'), 'pa', id('ada')), (id('B'), id('pb'), 'pb', id('bob'));
insert into tag (workspace, id, project, name, colour, key, position)
values (id('A'), id('ta'), id('pa'), 'ta', '#000000', 'a', 0), (id('B'), id('tb'), id('pb'), 'tb', '#000000', 'a', 0);
insert into document (workspace, id, project, name, text, length, created_by)
values (id('A'), id('da'), id('pa'), 'da', 'text of A', 9, id('ada')), (id('B'), id('db'), id('pb'), 'db', 'text of B', 9, id('bob'));
insert into span (workspace, id, document, tag, start, "end", created_by)
values (id('A'), id('sa'), id('da'), id('ta'), 0, 4, id('ada')), (id('B'), id('sb'), id('db'), id('tb'), 0, 4, id('bob'));
insert into activity (workspace, id, actor, verb, object_kind, object, request)
values (id('A'), id('aa'), id('ada'), 'login', 'x', id('pa'), id('r')), (id('B'), id('ab'), id('bob'), 'login', 'x', id('pb'), id('r')),
       (no_workspace(), id('a0'), id('bob'), 'login', 'session', null, id('r'));

select act('annotations', id('A'), id('ada'));

-- Nothing of B can be read …
select results_eq('select id from project', array[id('pa')], 'projects of one workspace');
select results_eq('select id from tag', array[id('ta')], 'its tags');
select results_eq('select id from document', array[id('da')], 'its texts');
select results_eq('select id from span', array[id('sa')], 'its spans');
select results_eq('select id from activity', array[id('aa')], 'its activity');
select results_eq('select person from member', array[id('ada')], 'its members');
select is_empty('select id from document where workspace = id(''B'')', 'naming the other workspace does not help (PR-2, SE-1)');

-- … or changed …
select is(touched('update project set name = ''x'' where workspace = id(''B'')'), 0::bigint, 'no project of B is renamed');
select is(touched('update tag set name = ''x'' where workspace = id(''B'')'), 0::bigint, 'no tag of B');
select is(touched('update span set tag = id(''tb'') where id = id(''sb'')'), 0::bigint, 'no span of B is changed');
select is(touched('delete from span where id = id(''sb'')'), 0::bigint, 'or removed');

-- … or made.
select refused('insert into project (workspace, id, name, created_by) values (id(''B''), id(''n''), ''n'', id(''ada''))', 'a project for B');
select refused('insert into tag (workspace, id, project, name, colour, position) values (id(''B''), id(''n''), id(''pb''), ''n'', ''#000000'', 1)', 'a tag for B');
select refused('insert into document (workspace, id, project, name, text, length, created_by) values (id(''B''), id(''n''), id(''pb''), ''n'', '''', 0, id(''ada''))', 'a text for B');
select refused('insert into span (workspace, id, document, tag, start, "end", created_by) values (id(''B''), id(''n''), id(''db''), id(''tb''), 0, 1, id(''ada''))', 'a span for B');
select refused('insert into activity (workspace, id, actor, verb, object_kind, request) values (id(''B''), id(''n''), id(''ada''), ''login'', ''x'', id(''r''))', 'activity of B');
select refused('update project set workspace = id(''B'')', 'to give a project away');

-- Keys do not lead across either.
select throws_ok('insert into span (workspace, id, document, tag, start, "end", created_by) values (id(''A''), id(''n''), id(''da''), id(''tb''), 0, 1, id(''ada''))',
                 '23503', null, 'a span of A with a tag of B');
select throws_ok('insert into span (workspace, id, document, tag, start, "end", created_by) values (id(''A''), id(''n''), id(''db''), id(''ta''), 0, 1, id(''ada''))',
                 '23503', null, 'a span of A in a text of B');
select throws_ok('update span set tag = id(''tb'') where id = id(''sa'')', '23503', null, 'a span of A is not given a tag of B');
select throws_ok('insert into document (workspace, id, project, name, text, length, created_by) values (id(''A''), id(''n''), id(''pb''), ''n'', '''', 0, id(''ada''))',
                 '23503', null, 'a text of A in a project of B');

-- The same names and keys may be used by both: nobody learns that they are taken.
select lives_ok('insert into tag (workspace, id, project, name, colour, key, position) values (id(''A''), id(''tb''), id(''pa''), ''tb'', ''#000000'', ''b'', 1)',
                'an id and a name of B');

-- Someone who is nowhere sees nothing.
select act('annotations', null, id('ada'));
select is_empty('select id from project', 'no workspace, no project (ASVS 8.4.1, item 47)');
select is_empty('select id from document', 'no text');
select is_empty('select id from span', 'no span');
select results_eq('select workspace from member', array[id('A')], 'but where they belong');
select refused('insert into project (workspace, id, name, created_by) values (id(''A''), id(''n''), ''n'', id(''ada''))', 'no project is made nowhere');
reset obelus.workspace;
select is_empty('select id from project', 'nor when the workspace was never set (ASVS 8.4.1, item 47)');
select throws_ok('select set_config(''obelus.workspace'', ''x'', true); select id from project', '22P02', null,
                 'a workspace that is none is an error');

-- Account events are seen by who they are about.
select act('auth', null, id('bob'));
select results_eq('select id from activity', array[id('a0')], 'one''s own account');
select act('auth', null, id('ada'));
select is_empty('select id from activity', 'not another''s');

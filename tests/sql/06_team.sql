-- Teams of two workspaces.
insert into person (id, username, password) select id(n), n, '$argon2id$x' from unnest(array['ada', 'bob']) n;
insert into workspace (id, name) values (id('A'), 'A'), (id('B'), 'B');
insert into member (workspace, person, role) values (id('A'), id('ada'), 'owner'), (id('B'), id('bob'), 'owner');
insert into team (workspace, id, name, created_by) values (id('A'), id('ta'), 'x', id('ada')), (id('B'), id('tb'), 'x', id('bob'));
insert into team_member (workspace, team, person) values (id('A'), id('ta'), id('ada')), (id('B'), id('tb'), id('bob'));

select act('auth', id('A'), id('ada'));
select results_eq('select id from team', array[id('ta')], 'teams of one workspace');
select results_eq('select person from team_member', array[id('ada')], 'and who is in them');
select is(touched('update team set name = ''y'' where id = id(''tb'')'), 0::bigint, 'no other is renamed');
select is(touched('delete from team where id = id(''tb'')'), 0::bigint, 'or removed');
select is(touched('delete from team_member where team = id(''tb'')'), 0::bigint, 'or emptied');
select refused('insert into team (workspace, id, name, created_by) values (id(''B''), id(''n''), ''n'', id(''ada''))', 'a team for B');
select refused('insert into team_member (workspace, team, person) values (id(''B''), id(''tb''), id(''ada''))', 'someone for a team of B');
select throws_ok('insert into team_member (workspace, team, person) values (id(''A''), id(''ta''), id(''bob''))', '23503', null, 'who is no member is in no team');
select throws_ok('insert into team_member (workspace, team, person) values (id(''A''), id(''tb''), id(''ada''))', '23503', null, 'a team of B has no members of A');
select refused('update team set workspace = id(''B'')', 'no team is given away');

select act('annotations', id('A'), id('ada'));
select results_eq('select id from team', array[id('ta')], 'annotations knows the teams of one workspace');
select results_eq('select person from team_member', array[id('ada')], 'and who gets their work');
select refused('select name from team', 'but not what they are called');
select refused('delete from team', 'and removes none');

select arrange();
delete from member where person = id('ada');
select is_empty('select person from team_member where workspace = id(''A'')', 'whoever leaves the workspace leaves its teams');

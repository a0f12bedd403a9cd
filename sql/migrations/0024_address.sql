-- A person's address becomes another: a link to the new one, word to both.
alter table mailed_token drop constraint mailed_token_purpose_is_known;
alter table mailed_token add constraint mailed_token_purpose_is_known
  check (purpose in ('confirm', 'reset', 'address'));

alter table activity drop constraint activity_verb_is_known;
alter table activity add constraint activity_verb_is_known check (verb in (
  'signup', 'email.confirm', 'address.ask', 'login', 'logout',
  'session.end', 'session.end-others', 'session.switch', 'session.authenticate',
  'reset.ask', 'password.reset', 'password.change',
  'workspace.create', 'member.update', 'member.remove', 'member.leave',
  'invitation.create', 'invitation.delete', 'invitation.accept',
  'project.create', 'project.update', 'tag.create', 'tag.update', 'document.create',
  'span.create', 'span.update', 'span.delete', 'export.create'));

-- Verbs of what people may ask about their own data, of the mail they choose, of requests, and of new versions of the privacy policy.
alter table activity drop constraint activity_verb_is_known;
alter table activity add constraint activity_verb_is_known check (verb in (
  'workspace.update', 'member.end-sessions', 'token.exchange', 'token.create', 'token.revoke', 'signup',
  'email.confirm', 'address.ask', 'login', 'logout', 'session.end', 'session.end-others', 'session.switch',
  'session.authenticate', 'reset.ask', 'password.reset', 'password.change', 'workspace.create', 'member.update',
  'member.remove', 'member.leave', 'invitation.create', 'invitation.delete', 'invitation.accept', 'team.create',
  'team.update', 'team.delete', 'team.join', 'team.part', 'project.create', 'project.update', 'tag.create',
  'tag.update', 'document.create', 'span.create', 'span.update', 'span.delete', 'export.create', 'dataset.create',
  'dataset.update', 'import.create', 'import.receive', 'import.delete', 'import.end', 'schema.create',
  'schema.update', 'job.create', 'job.update', 'job.export', 'assignment.take', 'assignment.draft',
  'assignment.release', 'assignment.skip', 'assignment.reopen', 'assignment.submit', 'assignment.free',
  'assignment.return', 'person.export', 'person.download', 'person.discard', 'mail.choose', 'mail.unsubscribe',
  'erasure.ask', 'erasure.cancel', 'erasure.end', 'request.ask', 'request.follow', 'request.write', 'request.move',
  'request.read', 'policy.dismiss', 'policy.decide'));

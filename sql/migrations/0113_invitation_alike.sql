-- Whoever invites Ben@example.org means the person who signed up as
-- ben@example.org: invitations are found by the address without regard to case.
create index invitation_by_address on invitation (lower(email_key), created_at);
drop index invitation_by_email;

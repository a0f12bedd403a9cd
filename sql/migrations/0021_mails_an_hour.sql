-- How many links an address was sent lately is asked before another is.
create index mailed_token_by_email on mailed_token (email_key, created_at);

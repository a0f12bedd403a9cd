-- Where one is logged in is told by the browser, as far as nginx has read it: never by what the browser says of itself.
alter table session add column browser text
  constraint session_browser_is_short check (char_length(browser) between 1 and 100);
comment on column session.browser is 'Family and major version of the browser with which they logged in, and the family of its system; null: neither is known. privacy: class=user.device subject=person purpose=secure basis=contract source=automatic clause=LG-1,LG-7 retain=session+P30D erase=delete export=yes';
grant insert (browser) on session to obelus_auth;

-- Whoever asks for an account, or for another address, names one that may be
-- someone else's: what was mailed there is about its owner, too, and goes with
-- them.
comment on column mailed_token.email is 'The address it was sent to. privacy: class=user.contact.email subject=email_key purpose=provide,communicate basis=contract source=provided clause=PV-3 retain=use+P30D erase=delete export=yes';
comment on column mailed_token.email_key is 'The key by which that address is unique. privacy: class=user.contact.email subject=email_key purpose=secure basis=contract source=derived clause=PV-3 retain=use+P30D erase=delete export=no';

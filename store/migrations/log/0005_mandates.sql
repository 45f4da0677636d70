-- A token may serve its agent in the name of a partner that has mandated them.

alter table access_tokens add column on_behalf_of uuid;
comment on column access_tokens.on_behalf_of is 'null: they act for their employer, partner';

-- A calendar program sends no headers: its token stands in an address, and opens nothing else.

alter table access_tokens add column scope word;
comment on column access_tokens.scope is 'null: all that its role may; calendar: the feed only';

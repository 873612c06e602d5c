-- How often somebody was given another name, and how often what is shown of a tag changed, so that whoever holds names or tags knows
-- when they are old.
create table steps (what text primary key, step bigint not null);
insert into steps (what, step) values ('names', 0), ('tags', 0);

-- How often somebody was given another name, so that whoever holds names knows when they are old: one row.
create table name_steps (step bigint not null);
insert into name_steps (step) values (0);

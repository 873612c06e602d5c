-- How far somebody's memory of their reading has got, so that whoever holds it reads again only what has changed. A reading has
-- the step in which it was written last. step: of the person's last one; gone: in which something was forgotten last.
create table reading_steps (
    person_id bigint primary key references people (id) on delete cascade,
    step bigint not null,
    gone bigint not null
);
alter table readings add column step bigint not null default 0;
create index readings_steps on readings (person_id, step);
-- Stars are looked for in what is held.
drop index readings_starred;

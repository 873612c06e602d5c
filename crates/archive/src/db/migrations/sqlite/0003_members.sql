-- What belongs to members: the browsers that have logged in before.

-- A browser that has proved once whose it is, so that a flood of wrong passwords does not lock its owner out.
create table devices (
    digest text not null,
    person_id bigint not null references people (id) on delete cascade,
    seen_at bigint not null,
    primary key (digest, person_id)
) without rowid;
create index devices_of_person on devices (person_id, seen_at);
create index tokens_end on tokens (ends_at);

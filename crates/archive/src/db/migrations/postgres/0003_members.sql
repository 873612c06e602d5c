-- What belongs to members: the browsers that have logged in before, the faces of their names,
-- what they like, what they were called.

-- A browser that has proved once whose it is, so that a flood of wrong passwords does not lock its owner out.
create table devices (
    digest text not null,
    person_id bigint not null references people (id) on delete cascade,
    seen_at bigint not null,
    primary key (digest, person_id)
);
create index devices_of_person on devices (person_id, seen_at);
create index tokens_end on tokens (ends_at);

-- Pictures as they are shown, named by their own bytes; several names may share one.
create table icons (
    digest text primary key,
    png bytea not null
);

alter table pseuds add column description text not null default '';
alter table pseuds add column description_source text;
alter table pseuds add column cleaner bigint not null default 0;
alter table pseuds add column icon text references icons (digest);
alter table pseuds add column icon_alt text not null default '';
create index pseuds_icon on pseuds (icon);

-- Names and addresses that an account had; for those who help with accounts, and for nobody else.
create table former (
    person_id bigint not null references people (id) on delete cascade,
    what text not null,
    value text not null,
    until_at bigint not null
);
create index former_of_person on former (person_id, what, until_at);

create table preferences (
    person_id bigint primary key references people (id) on delete cascade,
    adult boolean not null,
    whole_work boolean not null,
    time_zone text not null,
    language text not null,
    reader text not null
);

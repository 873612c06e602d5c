-- What belongs to members: the browsers that have logged in before, the faces of their names.

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

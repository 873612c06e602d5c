-- Writing: tags in the background, numbered states of chapters, what is being typed.

alter table work_tags add column is_side boolean not null default false;

alter table chapters add column version bigint not null default 1;
alter table chapters add column saved_at bigint not null default 0;
alter table chapters add column saved_by bigint;

-- Earlier states of chapters, many in a row: how each is made of the one after it. first: the number of the oldest.
create table versions (
    chapter_id bigint not null references chapters (id) on delete cascade,
    first bigint not null,
    deflate bytea not null,
    crc bigint not null,
    length bigint not null,
    primary key (chapter_id, first)
);

-- What somebody is typing in a form, by the form's address; gone when it is saved.
create table typings (
    person_id bigint not null references people (id) on delete cascade,
    place text not null,
    at bigint not null,
    deflate bytea not null,
    crc bigint not null,
    length bigint not null,
    primary key (person_id, place)
);

-- The states of works: who may see one, when it posts itself, mystery, namelessness, and a bin to fetch it back from.
-- audience: 2 now also for works of named people, of a link's holders, unrevealed and deleted ones.

alter table works add column access text not null default 'everyone';
update works set access = 'members' where restricted;
alter table works drop column restricted;
alter table works add column posts_at bigint;
alter table works add column unrevealed boolean not null default false;
alter table works add column anonymous boolean not null default false;
alter table works add column deleted text not null default 'no';
create index works_due on works (posts_at) where posts_at is not null;

alter table chapters add column posts_at bigint;
create index chapters_due on chapters (posts_at) where posts_at is not null;

-- For whom a work of named people is.
create table named_readers (
    work_id bigint not null references works (id) on delete cascade,
    person_id bigint not null references people (id) on delete cascade,
    primary key (work_id, person_id)
) without rowid;
create index named_readers_of_person on named_readers (person_id);

-- The key of a work's secret link. Kept as it is, because it opens nothing that does not stand in this database.
create table work_keys (
    work_id integer primary key references works (id) on delete cascade,
    secret text not null,
    made_at bigint not null
);

-- Who was asked to be named as a creator, and has not answered.
create table invitations (
    work_id bigint not null references works (id) on delete cascade,
    person_id bigint not null references people (id) on delete cascade,
    pseud_id bigint not null references pseuds (id) on delete cascade,
    by_id bigint not null references people (id) on delete cascade,
    at bigint not null,
    primary key (work_id, person_id)
) without rowid;
create index invitations_of_person on invitations (person_id);

-- Works in the bin, until when, and what their address says meanwhile.
create table deletions (
    work_id integer primary key references works (id) on delete cascade,
    by_id bigint references people (id) on delete set null,
    at bigint not null,
    ends_at bigint not null,
    shows_title boolean not null,
    reason text not null
);
create index deletions_due on deletions (ends_at);

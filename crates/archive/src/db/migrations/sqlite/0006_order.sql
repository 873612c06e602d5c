-- Keeping order: who did what, sanctions against people, works that are to go for good; and what people keep from each
-- other by blocking and muting.

-- Who did what, never changed: each row's digest holds the one before it. Names as they were then, and no references,
-- so that nothing that goes takes its traces with it.
create table deeds (
    number integer primary key,
    at bigint not null,
    by_id bigint,
    by_name text not null,
    what text not null,
    subject bigint not null,
    subject_name text not null,
    why text not null,
    previous text not null unique,
    digest text not null
);
create index deeds_to on deeds (subject);

create table sanctions (
    id integer primary key,
    person_id bigint not null references people (id) on delete cascade,
    at bigint not null,
    ends_at bigint,
    reason text not null,
    lifted_at bigint
);
create index sanctions_of_person on sanctions (person_id, lifted_at);

create table purges (
    work_id integer primary key references works (id) on delete cascade,
    by_id bigint not null references people (id),
    at bigint not null,
    reason text not null
);

create table blocks (
    person_id bigint not null references people (id) on delete cascade,
    blocked_id bigint not null references people (id) on delete cascade,
    at bigint not null,
    primary key (person_id, blocked_id)
) without rowid;
create index blocks_of_blocked on blocks (blocked_id, person_id);

create table mutes (
    person_id bigint not null references people (id) on delete cascade,
    muted_id bigint not null references people (id) on delete cascade,
    at bigint not null,
    primary key (person_id, muted_id)
) without rowid;

-- Who made a work before leaving or orphaning it, for a few days, for those who keep order (COCR-5).
create table left_creatorships (
    work_id bigint not null references works (id) on delete cascade,
    person_id bigint not null,
    name text not null,
    ends_at bigint not null,
    primary key (work_id, person_id)
) without rowid;
create index left_creatorships_due on left_creatorships (ends_at);

-- Whether a member lets others ask to name them as a creator (COCR-2): nothing stands here until they do.
create table open_to_invitations (
    person_id integer primary key references people (id) on delete cascade
);

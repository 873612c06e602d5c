-- What belongs to people: profiles, names that rest after somebody gave them up, schedules that wait while their author may
-- not write, works that were hidden together, sessions that nobody uses, and what happened to accounts.

-- When a draft was to post itself whose author has been suspended or banned since: it waits until that is over.
alter table works add column waits_at bigint;
alter table chapters add column waits_at bigint;
create index works_waiting on works (waits_at) where waits_at is not null;
create index chapters_waiting on chapters (waits_at) where waits_at is not null;

create table profiles (
    person_id bigint primary key references people (id) on delete cascade,
    title text not null,
    about text not null,
    about_source text,
    cleaner bigint not null
);

-- When somebody who has not confirmed their address was written to once more.
alter table accounts add column reminded_at bigint;

-- Names that nobody but who gave them up can take until a time; without a time for good. digest: of the name's key, so that
-- nothing tells what somebody was called whose account is gone.
create table resting_names (
    digest text primary key,
    kept_for bigint references people (id) on delete set null,
    ends_at bigint
);

alter table preferences add column hides_warnings boolean not null default false;
alter table preferences add column hides_tags boolean not null default false;
alter table preferences add column unindexed boolean not null default false;

-- Whose works were all hidden in one act: they are shown again in one. Nobody's where a work was hidden by itself.
alter table hidings add column of_id bigint;
create index hidings_of on hidings (of_id) where of_id is not null;

alter table sessions add column seen_at bigint not null default 0;
update sessions set seen_at = began_at;

-- What happened to accounts, counted by the hour and kept for some months. person_id: 0 where there is no such account; it
-- refers to nothing, so that the end of an account stands there too.
create table account_events (
    person_id bigint not null,
    what text not null,
    hour_at bigint not null,
    times bigint not null,
    last_at bigint not null,
    primary key (person_id, what, hour_at)
);
create index account_events_last on account_events (last_at);

-- What people follow, what happened that they follow, and how they are told.

-- what: work, series, person, tag or search, with its number; it may be gone. pace: how soon somebody is told of it; null: as they
-- say for all. secret: ends it without a login. It is kept as it is, because every letter says it again; it opens nothing.
-- feed_digest: of the secret in the address of its feed.
create table subscriptions (
    id bigint primary key,
    person_id bigint not null references people (id) on delete cascade,
    what text not null,
    subject bigint not null,
    pace bigint,
    secret text not null unique,
    feed_digest text unique,
    at bigint not null,
    unique (person_id, what, subject)
);
create index subscribers on subscriptions (what, subject, id);

-- What somebody says for all of it. quiet_from, quiet_until: hours of the day in which no letter goes; the same: none. utc_offset:
-- minutes, where no time zone is known. mailed_at: when the last letter about it went.
create table notice_habits (
    person_id bigint primary key references people (id) on delete cascade,
    pace bigint not null,
    quiet_from bigint not null,
    quiet_until bigint not null,
    utc_offset bigint not null,
    secret text not null unique,
    feed_digest text unique,
    mailed_at bigint not null
);

-- What of works and chapters was told, so that it is told once: that a work is there, by whom it is, that it is complete.
alter table works add column told boolean not null default true;
alter table works add column told_names boolean not null default true;
alter table works add column told_end boolean not null default true;
update works set told = false where not posted or unrevealed or access not in ('everyone', 'members');
update works set told_names = false where anonymous or not posted or unrevealed or access not in ('everyone', 'members');
update works set told_end = false where expected_chapters is null or expected_chapters <> posted_chapters;
alter table chapters add column told boolean not null default true;
alter table chapter_deletions add column told boolean not null default true;
update chapters set told = false where not posted;
create index chapters_untold on chapters (work_id) where not told;

-- How far those who follow the change feed have read it.
create table followers (
    name text primary key,
    transaction_number bigint not null,
    position bigint not null
);
insert into followers (name, transaction_number, position) select 'notices', transaction_number, position from changes order by transaction_number desc, position desc limit 1;

-- kind: posted, named (it was anonymous before), grown. chapters: how many came. ends: whether it is complete with them.
-- searched: whether the saved searches were asked for it.
create table happenings (
    id bigint primary key,
    work_id bigint not null references works (id) on delete cascade,
    kind text not null,
    chapters bigint not null,
    ends boolean not null,
    at bigint not null,
    searched boolean not null
);
create index happenings_of_work on happenings (work_id);
create index happenings_since on happenings (at);
create index happenings_unsearched on happenings (at, id) where not searched;

-- What a happening is about, for subscribers. reached: the last subscription that was told; null: all were.
create table happening_subjects (
    happening_id bigint not null references happenings (id) on delete cascade,
    what text not null,
    subject bigint not null,
    reached bigint,
    primary key (happening_id, what, subject)
);
create index happenings_about on happening_subjects (what, subject, happening_id);
create index happenings_untold on happening_subjects (happening_id) where reached is not null;

-- Each happening once for each person. by_name: told only because of who made the work or of its series. letter_id: the letter that
-- it went with, or goes.
create table notices (
    person_id bigint not null references people (id) on delete cascade,
    happening_id bigint not null references happenings (id) on delete cascade,
    at bigint not null,
    is_read boolean not null,
    pace bigint not null,
    by_name boolean not null,
    letter_id bigint,
    primary key (person_id, happening_id)
);
create index notices_newest on notices (person_id, at desc, happening_id desc);
create index notices_of on notices (happening_id);
create index notices_unread on notices (person_id) where not is_read;

-- key: what only one letter at a time is about. begun: somebody has taken it and not said what became of it. dead_at: since when it
-- is given up.
alter table letters add column key text;
alter table letters add column begun boolean not null default false;
alter table letters add column dead_at bigint;
create unique index letters_once on letters (person_id, key);
create index letters_dead on letters (dead_at) where dead_at is not null;

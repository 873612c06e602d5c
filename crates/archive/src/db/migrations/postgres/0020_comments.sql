-- Comments on works and chapters.

-- thread_id: the comment that the thread begins with, itself for that one. chapter_id: of a chapter that may be gone.
-- as_creator: said by one of the work's creators, so nameless where the work is. state: shown, waits (nobody has let it
-- through yet), gone (only its replies are left). sameness: a digest of who says what to whom, so that nothing is said twice.
create table comments (
    id bigint primary key,
    work_id bigint not null references works (id) on delete cascade,
    chapter_id bigint,
    thread_id bigint not null,
    parent_id bigint references comments (id),
    depth bigint not null,
    person_id bigint references people (id),
    pseud_id bigint references pseuds (id),
    as_creator boolean not null,
    guest_name text,
    guest_email text,
    at bigint not null,
    edited_at bigint,
    state text not null,
    frozen boolean not null,
    hidden boolean not null,
    body text not null,
    source text,
    cleaner bigint not null,
    sameness text unique
);
create index comments_of_work on comments (work_id, at, id) where parent_id is null;
create index comments_of_chapter on comments (chapter_id, at, id) where parent_id is null and chapter_id is not null;
create index comments_of_thread on comments (thread_id, at, id);
create index comments_replies on comments (parent_id, at, id) where parent_id is not null;
create index comments_of_person on comments (person_id, at desc, id desc) where person_id is not null;
create index comments_of_pseud on comments (pseud_id) where pseud_id is not null;
create index comments_counted on comments (work_id, state, hidden);

-- What a member wants of what others say to them.
alter table preferences add column no_guest_replies boolean not null default false;
alter table preferences add column no_talk_letters boolean not null default false;
alter table preferences add column no_kudos_letters boolean not null default false;

-- The days on which creators were told of kudos, and until when.
create table kudos_told (
    day bigint primary key,
    until bigint not null
);
create index kudos_since on kudos (at);

-- What was said to somebody, until they put it away. read, answered: what they have done with it.
create table inbox (
    person_id bigint not null references people (id),
    comment_id bigint not null references comments (id) on delete cascade,
    at bigint not null,
    is_read boolean not null,
    is_answered boolean not null,
    primary key (person_id, comment_id)
);
create index inbox_newest on inbox (person_id, at desc, comment_id desc);
create index inbox_of_comment on inbox (comment_id);

-- What is asked of comments on every page of a conversation stands in the indexes that lead to them: pages, threads and answers
-- are counted without reading what was said.
drop index comments_of_work;
drop index comments_of_chapter;
drop index comments_of_thread;
drop index comments_replies;
create index comments_of_work on comments (work_id, at, id, state, person_id) where parent_id is null;
create index comments_of_chapter on comments (chapter_id, at, id, state, person_id)
    where parent_id is null and chapter_id is not null;
create index comments_of_thread on comments (thread_id, at, depth, id, state, person_id);
create index comments_replies on comments (parent_id, at, id, state, person_id) where parent_id is not null;

-- Why a comment waits, and what the sieve has learnt of it.
alter table comments add column held_for text;
alter table comments add column learnt text;
create index comments_held on comments (held_for) where state = 'waits';

-- What the sieve has learnt: of each sign, in how many comments that were not wanted and in how many others it stood. A sign is a
-- digest of a word, so that nobody reads here what people have said.
create table sieve_signs (
    sign bigint primary key,
    spam bigint not null,
    good bigint not null
);
create table sieve_tallies (
    lesson text primary key,
    number bigint not null
);

-- Words and names that an author does not wish to meet at her works. kind: word, name.
create table unwelcome (
    person_id bigint not null references people (id) on delete cascade,
    kind text not null,
    name_key text not null,
    name text not null,
    primary key (person_id, kind, name_key)
);
create table unwelcome_ways (
    person_id bigint primary key references people (id) on delete cascade,
    refused boolean not null
);

-- Whether somebody gets a copy of what they say.
alter table preferences add column talk_copies boolean not null default false;

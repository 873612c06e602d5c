-- What wranglers say to each other of tags: comments that stand at a tag instead of a work.

-- A column that may be empty now wants the table made anew; what goes with a comment is put by meanwhile.
create table comments_kept as select * from comments;
create table inbox_kept as select * from inbox;
drop table comments;
create table comments (
    id integer primary key,
    work_id bigint references works (id) on delete cascade,
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
    sameness text unique,
    tag_id bigint references tags (id) on delete cascade,
    check ((work_id is null) <> (tag_id is null))
);
insert into comments (id, work_id, chapter_id, thread_id, parent_id, depth, person_id, pseud_id, as_creator, guest_name,
    guest_email, at, edited_at, state, frozen, hidden, body, source, cleaner, sameness)
  select id, work_id, chapter_id, thread_id, parent_id, depth, person_id, pseud_id, as_creator, guest_name,
    guest_email, at, edited_at, state, frozen, hidden, body, source, cleaner, sameness from comments_kept;
delete from inbox;
insert into inbox (person_id, comment_id, at, is_read, is_answered)
  select person_id, comment_id, at, is_read, is_answered from inbox_kept;
drop table comments_kept;
drop table inbox_kept;
create index comments_of_work on comments (work_id, at, id) where parent_id is null;
create index comments_of_chapter on comments (chapter_id, at, id) where parent_id is null and chapter_id is not null;
create index comments_of_thread on comments (thread_id, at, id);
create index comments_replies on comments (parent_id, at, id) where parent_id is not null;
create index comments_of_person on comments (person_id, at desc, id desc) where person_id is not null;
create index comments_of_pseud on comments (pseud_id) where pseud_id is not null;
create index comments_counted on comments (work_id, state, hidden);
create index comments_of_tag on comments (tag_id, at, id) where parent_id is null and tag_id is not null;

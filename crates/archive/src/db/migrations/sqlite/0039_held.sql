-- How often somebody was given another name, and how often what is shown of a tag changed, so that whoever holds names or tags knows
-- when they are old.
create table steps (what text primary key, step bigint not null) without rowid;
insert into steps (what, step) values ('names', 0), ('tags', 0);
-- All that is shown of a comment stands in the index that leads to those of its thread, one behind the other: ids are random, and each
-- would be on a page of its own. PostgreSQL does not take texts of that length into an index.
drop index comments_of_thread;
create index comments_of_thread on comments (thread_id, at, depth, id, parent_id, state, person_id, pseud_id, work_id, tag_id, chapter_id,
    as_creator, guest_name, edited_at, frozen, hidden, held_for, body);

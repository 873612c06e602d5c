-- How often somebody was given another name, so that whoever holds names knows when they are old: one row.
create table name_steps (step bigint not null);
insert into name_steps (step) values (0);
-- All that is shown of a comment stands in the index that leads to those of its thread, one behind the other: ids are random, and each
-- would be on a page of its own. PostgreSQL does not take texts of that length into an index.
drop index comments_of_thread;
create index comments_of_thread on comments (thread_id, at, depth, id, parent_id, state, person_id, pseud_id, work_id, tag_id, chapter_id,
    as_creator, guest_name, edited_at, frozen, hidden, held_for, body);

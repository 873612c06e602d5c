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

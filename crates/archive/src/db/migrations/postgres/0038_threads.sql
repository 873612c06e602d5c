-- What answers what in a thread stands in the index that leads to its comments: answers are counted without looking them up.
drop index comments_of_thread;
create index comments_of_thread on comments (thread_id, at, depth, id, parent_id, state, person_id);

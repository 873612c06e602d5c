-- A memory is read as a set and in its order: by when works were opened, by what their reader says of them, by stars, by notes.
-- Each index holds all that such a question asks, so that no row is looked up for it.
drop index readings_mine;
drop index readings_last;
create index readings_last on readings (person_id, last_at desc, work_id desc, state, visits, later, chapters);
drop index readings_by_state;
create index readings_by_state on readings (person_id, state, last_at desc, work_id desc, visits);
create index readings_starred on readings (person_id, stars, work_id, last_at) where stars > 0;
-- The note itself does not fit here.
create index readings_noted on readings (person_id, last_at desc, work_id desc) where note <> '';

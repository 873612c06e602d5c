-- How many read a work, for its creators' statistics.

create index readings_of_work on readings (work_id, state, chapter) where visits > 0;

-- A library by what its reader says of works.
create index readings_by_state on readings (person_id, state, last_at desc, work_id desc) where visits > 0;

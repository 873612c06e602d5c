-- How many read a work, for its creators' statistics.

create index readings_of_work on readings (work_id, state, chapter) where visits > 0;

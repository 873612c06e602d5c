-- What a reader remembers is searched: which works they have read, opened, dropped, marked, with how many chapters they knew.
create index readings_mine on readings (person_id, state, visits, later, chapters, work_id);

-- How the shelves of a list that somebody brought stand, as JSON; taking the list takes them off it.
alter table reading_lists add column shelves text not null default '[]';

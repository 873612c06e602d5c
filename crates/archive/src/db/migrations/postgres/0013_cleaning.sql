-- Texts that an older cleaner has made are found without looking at all of them.

create index works_by_cleaner on works (cleaner, id);
create index chapters_by_cleaner on chapters (cleaner, id);

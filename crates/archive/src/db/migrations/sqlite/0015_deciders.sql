-- What somebody decided about tags last, found without looking through what all others decided.
create index wranglings_of_person on wranglings (by_id, at desc);

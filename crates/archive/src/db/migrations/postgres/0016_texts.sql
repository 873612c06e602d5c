-- Whether somebody wishes that nobody finds their works by words of the text.
alter table preferences add column unsearched boolean not null default false;

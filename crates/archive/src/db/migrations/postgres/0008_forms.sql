-- What the forms remember: in which view a member writes, what they let others do with their works unless a work says
-- otherwise, and the day that a chapter is to be dated with when it is posted.

alter table preferences add column writing text not null default '';
alter table preferences add column permissions text not null default '';

alter table chapters add column told_at bigint;

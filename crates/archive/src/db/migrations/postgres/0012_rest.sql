-- Drafts that nobody goes on with: when a work was last changed, and when its creators were told that it goes into the bin.

alter table works add column changed_at bigint not null default 0;
update works set changed_at = (select max(c.at) from (
    select created_at as at union all select h.saved_at from chapters h where h.work_id = works.id) c);
alter table works add column goes_at bigint;
create index works_resting on works (changed_at) where not posted;
create index works_going on works (goes_at) where goes_at is not null;

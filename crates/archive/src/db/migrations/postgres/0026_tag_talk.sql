-- What wranglers say to each other of tags: comments that stand at a tag instead of a work.

alter table comments alter column work_id drop not null;
alter table comments add column tag_id bigint references tags (id) on delete cascade;
alter table comments add check ((work_id is null) <> (tag_id is null));
create index comments_of_tag on comments (tag_id, at, id) where parent_id is null and tag_id is not null;

-- What wranglers say of a tag in words, which decisions were made together, and tags that readers keep at hand.

alter table tags add column about text not null default '';
create index tags_newest on tags (created_at desc, id desc);

-- batch: the number that decisions of one form share, so that they are undone together.
alter table wranglings add column batch bigint;
create index wranglings_together on wranglings (batch) where batch is not null;

create table favourite_tags (
    person_id bigint not null references people (id) on delete cascade,
    tag_id bigint not null references tags (id) on delete cascade,
    since bigint not null,
    primary key (person_id, tag_id)
);
create index favourites_of_tag on favourite_tags (tag_id);

-- What wranglers make of tags: how each stands, what it belongs to, what it is a part of, and who did what.

-- standing: unwrangled, canonical, synonym or unwrangleable; merger_id: the canonical tag that a synonym means.
alter table tags add column standing text not null default 'unwrangled';
alter table tags add column merger_id bigint references tags (id);
update tags set standing = 'canonical' where kind in ('rating', 'warning', 'category') or name_key = 'no fandom';
create index synonyms on tags (merger_id) where merger_id is not null;
create index canonicals on tags (kind, name_key) where standing = 'canonical';
create index unwrangled on tags (kind, name_key) where standing = 'unwrangled';

-- Media hold fandoms; fandoms hold characters, relationships and additional tags; characters hold relationships.
create table tag_parents (
    tag_id bigint not null references tags (id) on delete cascade,
    parent_id bigint not null references tags (id) on delete cascade,
    primary key (tag_id, parent_id)
);
create index tag_children on tag_parents (parent_id, tag_id);

-- The closure: every tag under every tag that it is a part of. is_direct: a wrangler said so.
create table metatags (
    sub_id bigint not null references tags (id) on delete cascade,
    meta_id bigint not null references tags (id) on delete cascade,
    is_direct boolean not null,
    primary key (sub_id, meta_id)
);
create index subtags on metatags (meta_id, sub_id);

-- Who wrangles which fandom.
create table wranglers (
    fandom_id bigint not null references tags (id) on delete cascade,
    person_id bigint not null references people (id) on delete cascade,
    since bigint not null,
    primary key (fandom_id, person_id)
);
create index wranglers_of_person on wranglers (person_id);

-- Every decision about a tag with all that it changed, so that it can be undone. Refers to nothing that may go.
create table wranglings (
    id bigint primary key,
    at bigint not null,
    by_id bigint,
    what text not null,
    tag_id bigint not null,
    other_id bigint,
    edits text not null,
    undone_at bigint,
    undone_by_id bigint
);
create index wranglings_newest on wranglings (at desc, id desc);
create index wranglings_of_tag on wranglings (tag_id, at desc);

-- Collections: works and bookmarks that people gather under a name, with who keeps them in order.

-- parent_id: the collection that it is a part of; parent_agreed: whether who keeps that one has said yes.
-- reveals_at, names_at: when works are revealed, and when their creators are named. ended: deleted; its works are let go one
-- after the other.
create table collections (
    id bigint primary key,
    name text not null,
    name_key text not null unique,
    title text not null,
    title_key text not null,
    description text not null,
    description_source text,
    intro text not null,
    intro_source text,
    faq text not null,
    faq_source text,
    rules text not null,
    rules_source text,
    cleaner bigint not null,
    email text not null,
    icon text references icons (digest),
    icon_alt text not null,
    closed boolean not null,
    moderated boolean not null,
    unrevealed boolean not null,
    anonymous boolean not null,
    parent_id bigint references collections (id) on delete set null,
    parent_agreed boolean not null,
    reveals_at bigint,
    names_at bigint,
    hidden boolean not null,
    ended boolean not null,
    made_at bigint not null
);
create index collections_newest on collections (made_at desc, id desc);
create index collections_by_title on collections (title_key, id);
create index collections_of_parent on collections (parent_id) where parent_id is not null;
create index collections_due on collections (reveals_at, names_at) where reveals_at is not null or names_at is not null;

create table collection_tags (
    collection_id bigint not null references collections (id) on delete cascade,
    position bigint not null,
    name text not null,
    name_key text not null,
    primary key (collection_id, position)
);
create index collection_tags_by_name on collection_tags (name_key, collection_id);

-- role: owner, moderator, member, invited (has not answered), applied (has not been answered).
create table collection_people (
    collection_id bigint not null references collections (id) on delete cascade,
    person_id bigint not null references people (id),
    pseud_id bigint not null references pseuds (id),
    role text not null,
    at bigint not null,
    primary key (collection_id, person_id)
);
create index collection_people_of_person on collection_people (person_id, role, collection_id);
create index collection_people_of_pseud on collection_people (pseud_id);

-- A work or a bookmark. creator_side, keeper_side: waits, yes, no. It is in the collection when both say yes.
create table collection_items (
    id bigint primary key,
    collection_id bigint not null references collections (id) on delete cascade,
    work_id bigint references works (id) on delete cascade,
    bookmark_id bigint references bookmarks (id) on delete cascade,
    creator_side text not null,
    keeper_side text not null,
    unrevealed boolean not null,
    anonymous boolean not null,
    at bigint not null,
    unique (collection_id, work_id),
    unique (collection_id, bookmark_id)
);
create index collection_items_of_work on collection_items (work_id) where work_id is not null;
create index collection_items_of_bookmark on collection_items (bookmark_id) where bookmark_id is not null;
create index collection_items_newest on collection_items (collection_id, at desc, id desc);
create index collection_items_masked on collection_items (collection_id) where unrevealed or anonymous;

-- What is being taken off the works of a collection, some of them at a time. works, names: which of it.
create table collection_reveals (
    collection_id bigint primary key references collections (id) on delete cascade,
    works boolean not null,
    names boolean not null
);

-- What a work's own creators say; with what collections say it makes what holds.
alter table works add column own_unrevealed boolean not null default false;
alter table works add column own_anonymous boolean not null default false;
update works set own_unrevealed = unrevealed, own_anonymous = anonymous where unrevealed or anonymous;

-- Whether a member's works may be invited into collections, and whether they are put in without asking.
alter table preferences add column collections boolean not null default false;
alter table preferences add column collected_at_once boolean not null default false;
alter table preferences add column no_collection_letters boolean not null default false;

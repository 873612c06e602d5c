-- Shelves: works that a reader puts together under a name.

-- sort: hand, added, title. public: others may see it; hidden: a moderator has hidden it from them.
create table shelves (
    id bigint primary key,
    person_id bigint not null references people (id) on delete cascade,
    name text not null,
    name_key text not null,
    public boolean not null,
    hidden boolean not null,
    sort text not null,
    at bigint not null,
    unique (person_id, name_key)
);

-- A work is kept by number, without a reference: what stands on a shelf outlives it. position: from 1, without gaps.
create table shelved (
    shelf_id bigint not null references shelves (id) on delete cascade,
    work_id bigint not null,
    position bigint not null,
    at bigint not null,
    primary key (shelf_id, work_id)
);
create index shelved_works on shelved (work_id, shelf_id);

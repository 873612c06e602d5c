-- Whom somebody new has reached in the last hour: so many places as there are people they can reach.
create table reached (
    person_id bigint not null references people (id) on delete cascade,
    place bigint not null,
    other_id bigint not null references people (id) on delete cascade,
    at bigint not null,
    primary key (person_id, place)
);
create index reached_at on reached (at);
create index reached_other on reached (other_id);

-- The picture at the head of a collection, as it was made anew of what was uploaded.
create table pictures (
    collection_id bigint primary key references collections (id) on delete cascade,
    digest text not null,
    kind text not null,
    width bigint not null,
    height bigint not null,
    bytes bytea not null
);

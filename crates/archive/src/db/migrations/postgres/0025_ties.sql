-- Series with what their creators say of them; works that come from others; works given to somebody.

alter table series add column summary_source text;
alter table series add column notes text not null default '';
alter table series add column notes_source text;
alter table series add column cleaner bigint not null default 0;
alter table series add column complete boolean not null default false;

-- What a work comes from. kind: inspired, translation, podfic. A work here is kept by number, without a reference: what was
-- said outlives it (REL-3); one that is elsewhere has an address instead, and is as its citer describes it.
-- answer: waits, approved, refused. told: whether the creators of the other side have been written to.
create table relations (
    id bigint primary key,
    work_id bigint not null references works (id) on delete cascade,
    position bigint not null,
    kind text not null,
    parent_id bigint,
    address text not null,
    title text not null,
    author text not null,
    language text not null,
    answer text not null,
    told boolean not null,
    at bigint not null
);
create index relations_of on relations (work_id, position);
create index relations_to on relations (parent_id, answer);

-- Whom works are given to: people, or names only, which have name_key (TAG-3). told: whether they have been written to.
create table gifts (
    id bigint primary key,
    work_id bigint not null references works (id) on delete cascade,
    position bigint not null,
    person_id bigint references people (id) on delete cascade,
    pseud_id bigint references pseuds (id),
    name text not null,
    name_key text not null,
    refused boolean not null,
    told boolean not null,
    at bigint not null
);
create index gifts_of on gifts (work_id, position);
create index gifts_to on gifts (person_id, at desc, id desc);
create index gifts_by_name on gifts (name_key, at desc, id desc);
create index gifts_of_pseud on gifts (pseud_id);

alter table preferences add column gifts boolean not null default false;
alter table preferences add column no_gift_letters boolean not null default false;

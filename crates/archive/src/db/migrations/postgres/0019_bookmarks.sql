-- Bookmarks of works, series and works elsewhere. What a bookmark is of is kept by number, without a reference: it outlives
-- its work (DEL-3).

-- what: work, series, elsewhere; subject: the number of what, and of what is elsewhere the bookmark's own.
create table bookmarks (
    id bigint primary key,
    person_id bigint not null references people (id) on delete cascade,
    pseud_id bigint not null references pseuds (id),
    what text not null,
    subject bigint not null,
    notes text not null,
    notes_source text,
    cleaner bigint not null,
    private boolean not null,
    rec boolean not null,
    hidden boolean not null,
    at bigint not null,
    unique (person_id, what, subject)
);
create index bookmarks_of on bookmarks (what, subject, at desc, id desc);
create index bookmarks_newest on bookmarks (at desc, id desc);
create index bookmarks_of_person on bookmarks (person_id, at desc, id desc);
create index bookmarks_of_pseud on bookmarks (pseud_id);

-- A bookmarker's own words, in a namespace of their own (BKS-4).
create table bookmark_tags (
    bookmark_id bigint not null references bookmarks (id) on delete cascade,
    position bigint not null,
    name text not null,
    name_key text not null,
    primary key (bookmark_id, position)
);
create index bookmark_tags_by_name on bookmark_tags (name_key, bookmark_id);

-- A work that is elsewhere, as the one who bookmarked it describes it: nobody sees or changes it through another's.
create table elsewhere (
    bookmark_id bigint primary key references bookmarks (id) on delete cascade,
    address text not null,
    address_key text not null,
    title text not null,
    author text not null,
    summary text not null,
    summary_source text,
    cleaner bigint not null,
    language text not null,
    rating text not null
);
create index elsewhere_by_address on elsewhere (address_key);

create table elsewhere_tags (
    bookmark_id bigint not null references elsewhere (bookmark_id) on delete cascade,
    position bigint not null,
    kind text not null,
    name text not null,
    primary key (bookmark_id, position)
);

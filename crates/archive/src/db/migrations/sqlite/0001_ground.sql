-- Works, chapters, people, tags, series, the import ledger and the change feed.
-- Ids with an address are random 40-bit numbers; times are milliseconds since 1970, UTC.
-- audience: 0 everyone, 1 members, 2 nobody (drafts, hidden works). It is derived; works/write.rs writes it.

create table people (
    id integer primary key,
    name text not null,
    name_key text not null unique,
    kind text not null,
    created_at bigint not null
);

create table pseuds (
    id integer primary key,
    person_id bigint not null references people (id),
    name text not null,
    name_key text not null,
    is_default boolean not null,
    created_at bigint not null,
    unique (person_id, name_key)
);

create table tags (
    id integer primary key,
    kind text not null,
    name text not null,
    name_key text not null unique,
    created_at bigint not null
);
create index fandoms on tags (id) where kind = 'fandom';

create table works (
    id integer primary key,
    title text not null,
    sort_title text not null,
    language text not null,
    summary text not null,
    notes text not null,
    end_notes text not null,
    cleaner bigint not null,
    details text not null,
    rating text not null,
    expected_chapters bigint,
    chapters bigint not null,
    posted_chapters bigint not null,
    words bigint not null,
    posted boolean not null,
    restricted boolean not null,
    hidden boolean not null,
    audience bigint not null,
    created_at bigint not null,
    published_at bigint not null,
    revised_at bigint not null,
    edition bigint not null
);
create index works_newest on works (revised_at desc, id desc, audience);

create table hidings (
    id integer primary key,
    work_id bigint not null references works (id) on delete cascade,
    by_id bigint not null references people (id),
    at bigint not null,
    reason text not null,
    lifted_by_id bigint references people (id),
    lifted_at bigint
);
create index hidings_of_work on hidings (work_id);

create table creatorships (
    work_id bigint not null references works (id) on delete cascade,
    position bigint not null,
    person_id bigint not null references people (id),
    pseud_id bigint not null references pseuds (id),
    audience bigint not null,
    revised_at bigint not null,
    primary key (work_id, position)
) without rowid;
create index creatorships_of_person on creatorships (person_id, revised_at desc, work_id desc, audience, pseud_id);

create table work_tags (
    work_id bigint not null references works (id) on delete cascade,
    position bigint not null,
    tag_id bigint not null references tags (id),
    audience bigint not null,
    revised_at bigint not null,
    primary key (work_id, position)
) without rowid;
create index work_tags_newest on work_tags (tag_id, revised_at desc, work_id desc, audience);

create table chapters (
    id integer primary key,
    work_id bigint not null references works (id) on delete cascade,
    position bigint not null,
    title text not null,
    summary text not null,
    notes text not null,
    end_notes text not null,
    cleaner bigint not null,
    words bigint not null,
    posted boolean not null,
    published_at bigint not null
);
create index chapters_of_work on chapters (work_id, position);

-- Raw deflate, ended by a sync flush, with the checksum and length of the text inside.
create table chapter_texts (
    chapter_id integer primary key references chapters (id) on delete cascade,
    deflate blob not null,
    crc bigint not null,
    length bigint not null
);

-- What the author or the file said, where it differs from the cleaned text. chapter_id 0: the work itself.
create table source_texts (
    work_id bigint not null references works (id) on delete cascade,
    chapter_id bigint not null,
    part text not null,
    deflate blob not null,
    crc bigint not null,
    length bigint not null,
    primary key (work_id, chapter_id, part)
);

create table series (
    id integer primary key,
    title text not null,
    title_key text not null,
    summary text not null,
    created_at bigint not null
);
create index series_by_title on series (title_key);

create table series_places (
    series_id bigint not null references series (id) on delete cascade,
    work_id bigint not null references works (id) on delete cascade,
    place bigint not null,
    primary key (series_id, work_id)
) without rowid;
create index series_places_of_work on series_places (work_id);

-- Files as they came in, each once.
create table sources (
    digest text primary key,
    deflate blob not null,
    crc bigint not null,
    length bigint not null,
    at bigint not null
);

create table imports (
    id integer primary key,
    work_id bigint references works (id) on delete set null,
    at bigint not null,
    file text not null,
    format text not null,
    digest text,
    url text,
    url_key text,
    complaints text not null,
    proposals text not null
);
create index imports_by_digest on imports (digest) where digest is not null;
create index imports_by_url on imports (url_key) where url_key is not null;
create index imports_of_work on imports (work_id);

create table changes (
    position integer primary key autoincrement,
    transaction_number bigint not null,
    at bigint not null,
    what text not null,
    subject bigint not null
);
create index changes_in_order on changes (transaction_number, position);

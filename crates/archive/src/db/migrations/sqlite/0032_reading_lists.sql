-- Reading lists that readers bring along, and what of them is not in this archive. Their reader's alone, as readings are.

-- entry_key: the key of the work's address, or of its title and author; entry: all of it, as JSON.
create table readings_elsewhere (
    id integer primary key,
    person_id bigint not null references people (id) on delete cascade,
    entry_key text not null,
    entry text not null,
    at bigint not null,
    unique (person_id, entry_key)
);
create index readings_elsewhere_last on readings_elsewhere (person_id, at desc, id desc);

-- A file that somebody brought. made: what wrote it, as a word.
create table reading_lists (
    id integer primary key,
    person_id bigint not null references people (id) on delete cascade,
    file text not null,
    made text not null,
    at bigint not null
);
create index reading_lists_of on reading_lists (person_id, at desc, id desc);

-- Its lines. fate: new, here, ask, elsewhere, kept, taken, put, wrong; work_id: what it is here; choices: what it may be, for
-- its reader to say; entry: as JSON, empty where it is wrong; wrong: why, as JSON.
create table reading_list_lines (
    list_id bigint not null references reading_lists (id) on delete cascade,
    line bigint not null,
    fate text not null,
    work_id bigint,
    choices text not null,
    entry text not null,
    wrong text not null,
    primary key (list_id, line)
) without rowid;
create index reading_list_fates on reading_list_lines (list_id, fate, line);

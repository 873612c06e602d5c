-- How often works were opened, and what readers remember of their own reading. The latter is its reader's alone.

-- day: days since 1970, each from three in the morning, UTC.
create table hits (
    work_id bigint not null references works (id) on delete cascade,
    day bigint not null,
    hits bigint not null,
    primary key (work_id, day)
);

-- A work is kept by number, without a reference: what was read outlives it. edition, chapters: the work's when it was opened
-- last. chapter_id, chapter, paragraph, mark: how far somebody has read; paragraph -1: to the end of that chapter.
create table readings (
    person_id bigint not null references people (id) on delete cascade,
    work_id bigint not null,
    first_at bigint not null,
    last_at bigint not null,
    visits bigint not null,
    edition bigint not null,
    chapters bigint not null,
    state text not null,
    later boolean not null,
    chapter_id bigint,
    chapter bigint not null,
    paragraph bigint not null,
    mark text not null,
    note text not null,
    stars bigint not null,
    primary key (person_id, work_id)
);
create index readings_last on readings (person_id, last_at desc, work_id desc);

-- Whether somebody's reading is remembered, where they said something about it: paused, off.
create table reading_habits (
    person_id bigint primary key references people (id) on delete cascade,
    habit text not null
);

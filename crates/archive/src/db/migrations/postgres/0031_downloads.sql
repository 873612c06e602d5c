-- Works that readers have taken away as files: the last time in each format. Its reader's alone, as readings are.

-- A work is kept by number, without a reference. edition, chapters: the work's when the file was made.
create table downloads (
    person_id bigint not null references people (id) on delete cascade,
    work_id bigint not null,
    format text not null,
    edition bigint not null,
    chapters bigint not null,
    at bigint not null,
    primary key (person_id, work_id, format)
);

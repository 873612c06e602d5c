-- Drafts that nobody goes on with: when a work was last changed, and when its creators were told that it goes into the bin.

alter table works add column changed_at bigint not null default 0;
update works set changed_at = (select max(c.at) from (
    select created_at as at union all select h.saved_at from chapters h where h.work_id = works.id) c);
alter table works add column goes_at bigint;
create index works_resting on works (changed_at) where not posted;
create index works_going on works (goes_at) where goes_at is not null;

-- Chapters in the bin, with text and versions, until when. They stand aside so that nothing that reads a work's chapters
-- finds them; what was typed for them stays in source_texts.
create table chapter_deletions (
    id integer primary key,
    work_id bigint not null references works (id) on delete cascade,
    by_id bigint references people (id) on delete set null,
    at bigint not null,
    ends_at bigint not null,
    position bigint not null,
    title text not null,
    summary text not null,
    notes text not null,
    end_notes text not null,
    cleaner bigint not null,
    words bigint not null,
    posted boolean not null,
    published_at bigint not null,
    version bigint not null,
    saved_at bigint not null,
    saved_by bigint,
    posts_at bigint,
    told_at bigint,
    deflate blob not null,
    crc bigint not null,
    length bigint not null
);
create index chapter_deletions_of_work on chapter_deletions (work_id, at);
create index chapter_deletions_due on chapter_deletions (ends_at);

create table deleted_versions (
    chapter_id bigint not null references chapter_deletions (id) on delete cascade,
    first bigint not null,
    deflate blob not null,
    crc bigint not null,
    length bigint not null,
    primary key (chapter_id, first)
);

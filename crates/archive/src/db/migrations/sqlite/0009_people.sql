-- How the archive is run, invitations to join it, the list of those who wait for one, addresses that are kept out, and
-- works that somebody brought in for others.

-- What the owner has decided; what does not stand here is as the program was started.
create table settings (
    name text primary key,
    value text not null
) without rowid;

-- Letters to people who have no account go to an address alone.
create table letters_of_all (
    id integer primary key,
    person_id bigint references people (id) on delete cascade,
    address text,
    matter text not null,
    written_at bigint not null,
    due_at bigint not null,
    tries bigint not null,
    trouble text
);
insert into letters_of_all select id, person_id, address, matter, written_at, due_at, tries, trouble from letters;
drop table letters;
alter table letters_of_all rename to letters;
create index letters_due on letters (due_at, id);

-- Who may make an account by a link. by_id: who gave one of theirs away; nobody for the archive itself.
create table account_invitations (
    id integer primary key,
    digest text not null unique,
    by_id bigint references people (id) on delete set null,
    email text,
    email_key text,
    by_letter boolean not null,
    made_at bigint not null,
    ends_at bigint not null,
    used_at bigint,
    used_by bigint references people (id) on delete set null
);
create index account_invitations_by on account_invitations (by_id, made_at);

-- Invitations that a member was given beyond what everybody has, and the wish for more that waits for an answer.
create table invitation_grants (
    person_id integer primary key references people (id) on delete cascade,
    number bigint not null
);
create table invitation_wishes (
    person_id integer primary key references people (id) on delete cascade,
    number bigint not null,
    reason text not null,
    at bigint not null
);

-- Addresses that wait for an invitation, each once however it is spelled. digest: of the link in the last letter.
create table waiting (
    id integer primary key,
    email text not null,
    email_key text not null unique,
    digest text not null unique,
    at bigint not null,
    told_at bigint not null
);
create index waiting_in_order on waiting (at, id);

-- Addresses that may not join.
create table banned_addresses (
    email_key text primary key,
    by_id bigint references people (id) on delete set null,
    at bigint not null,
    reason text not null
) without rowid;

-- People whose works somebody brought in for them, by address; whether they want no letter about it, and no more of it.
create table absent_creators (
    id integer primary key,
    email text not null,
    email_key text not null unique,
    silent boolean not null,
    refuses boolean not null,
    since bigint not null
);

-- Works that wait to be claimed, with the name that stands on each. by_id: who brought it in and keeps it meanwhile.
-- told: whether a letter about it was written.
create table claims (
    work_id bigint not null references works (id) on delete cascade,
    creator_id bigint not null references absent_creators (id) on delete cascade,
    name text not null,
    by_id bigint not null references people (id),
    at bigint not null,
    told boolean not null,
    primary key (work_id, creator_id)
) without rowid;
create index claims_of_creator on claims (creator_id, at);
create index claims_by on claims (by_id, at);

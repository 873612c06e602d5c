-- Accounts: how a member proves who they are, what they may do, and the letters they get.

create table accounts (
    person_id bigint primary key references people (id) on delete cascade,
    email text not null,
    email_key text not null unique,
    password text,
    joined_at bigint not null,
    confirmed_at bigint
);

create table roles (
    person_id bigint not null references people (id) on delete cascade,
    role text not null,
    by_id bigint references people (id) on delete set null,
    at bigint not null,
    primary key (person_id, role)
);

create table consents (
    person_id bigint not null references people (id) on delete cascade,
    what text not null,
    version text not null,
    at bigint not null,
    primary key (person_id, what, version)
);

create table sessions (
    id bigint primary key,
    digest text not null unique,
    person_id bigint not null references people (id) on delete cascade,
    device text not null,
    began_at bigint not null,
    ends_at bigint not null
);
create index sessions_of_person on sessions (person_id);

-- Secrets that are good for one deed, once; only their digests are kept.
create table tokens (
    digest text primary key,
    purpose text not null,
    person_id bigint references people (id) on delete cascade,
    detail text not null,
    made_at bigint not null,
    ends_at bigint not null
);
create index tokens_of_person on tokens (person_id, purpose);

create table letters (
    id bigint primary key,
    person_id bigint not null references people (id) on delete cascade,
    address text,
    matter text not null,
    written_at bigint not null,
    due_at bigint not null,
    tries bigint not null,
    trouble text
);
create index letters_due on letters (due_at, id);

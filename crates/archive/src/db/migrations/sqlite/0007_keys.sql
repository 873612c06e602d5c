-- More than a password: codes from an app, codes for when the app is gone, passkeys. And one place for what a member likes.

-- What an app makes its codes of. step: the last half minute whose code was used, so that none is used twice.
create table second_factors (
    person_id integer primary key references people (id) on delete cascade,
    seed blob not null,
    made_at bigint not null,
    confirmed_at bigint,
    step bigint not null
);

create table recovery_codes (
    person_id bigint not null references people (id) on delete cascade,
    digest text not null,
    primary key (person_id, digest)
) without rowid;

-- credential: the passkey's own name for itself, in hex; spki: its public key as DER, of the COSE algorithm beside it.
create table passkeys (
    id integer primary key,
    person_id bigint not null references people (id) on delete cascade,
    credential text not null unique,
    label text not null,
    spki blob not null,
    algorithm bigint not null,
    uses bigint not null,
    made_at bigint not null,
    used_at bigint
);
create index passkeys_of_person on passkeys (person_id);

-- Whether two factors were shown when it began.
alter table sessions add column proved boolean not null default false;

-- Whether others may ask to name them as a creator (COCR-2) stands with what else they like.
alter table preferences add column invitations boolean not null default false;
insert into preferences (person_id, adult, whole_work, time_zone, language, reader, invitations)
    select person_id, false, false, '', '', '', true from open_to_invitations where true
    on conflict (person_id) do update set invitations = true;
drop table open_to_invitations;

-- What is counted of works, and kudos. No deed of a reader touches tallies: they are counted anew from what is due.

create table tallies (
    work_id integer primary key references works (id) on delete cascade,
    kudos bigint not null,
    comments bigint not null,
    bookmarks bigint not null,
    hits bigint not null
);

create table tally_dues (
    id integer primary key,
    work_id bigint not null references works (id) on delete cascade
);
create index tally_dues_of_work on tally_dues (work_id);

-- person_id: nobody of a guest, and of somebody who has left the archive. guest: what tells one guest from another for a
-- while, and cannot be traced to an address.
create table kudos (
    id integer primary key,
    work_id bigint not null references works (id) on delete cascade,
    person_id bigint references people (id),
    guest text,
    at bigint not null,
    unique (work_id, person_id),
    unique (work_id, guest)
);
create index kudos_of_work on kudos (work_id, at desc, id desc);
create index kudos_of_person on kudos (person_id, at desc) where person_id is not null;

-- What guests' marks are made with; the one of a span that is over is forgotten.
create table guest_salts (
    span bigint primary key,
    salt text not null
);

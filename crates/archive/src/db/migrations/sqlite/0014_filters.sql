-- What readers save of their searching: searches by name, each perhaps with a feed, and what they never want to see.

-- feed_digest: of the secret in the address of its feed.
create table saved_searches (
    id integer primary key,
    person_id bigint not null references people (id) on delete cascade,
    name text not null,
    name_key text not null,
    query text not null,
    feed_digest text unique,
    at bigint not null,
    unique (person_id, name_key)
);

-- Which of them lists begin with. scope: the number of a tag, or 0 for all others. A tag may go; then the row says nothing.
create table usual_searches (
    person_id bigint not null references people (id) on delete cascade,
    scope bigint not null,
    search_id bigint not null references saved_searches (id) on delete cascade,
    primary key (person_id, scope)
) without rowid;
create index usual_searches_of on usual_searches (search_id);

create table never_rules (
    id integer primary key,
    person_id bigint not null references people (id) on delete cascade,
    reason text not null,
    at bigint not null
);
create index never_rules_of on never_rules (person_id, at, id);

-- place 0: what is hidden; all others: what is shown nevertheless. subject: a number of what; word: a language.
create table never_matters (
    rule_id bigint not null references never_rules (id) on delete cascade,
    place bigint not null,
    what text not null,
    subject bigint not null,
    word text not null,
    primary key (rule_id, place)
) without rowid;

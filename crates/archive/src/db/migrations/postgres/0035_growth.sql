-- What grows without end is seen before it hurts, and what is met once is not kept for ever.

-- How large each table was, once a day. told: its growth was told to the owners then.
create table table_sizes (
    name text not null,
    at bigint not null,
    number bigint not null,
    bytes bigint not null,
    told boolean not null,
    primary key (name, at)
);

-- When a sign was met last.
alter table sieve_signs add column met_at bigint not null default 0;
create index sieve_signs_once on sieve_signs (met_at, sign) where spam + good < 2;

-- Whether those who follow a collection were told that something came into it. Of what stands in collections already nobody is told.
alter table collection_items add column told boolean not null default false;
update collection_items set told = true where work_id is null
  or creator_side = 'yes' and keeper_side = 'yes' and exists (select 1 from works w where w.id = collection_items.work_id and w.told);

-- Up to which change the feed was pruned; no row while it is whole. Whoever has read less far begins anew.
create table pruned (
    id integer primary key check (id = 1),
    transaction_number bigint not null,
    position bigint not null
);

-- A picture at the head of a collection, by its address, and what it shows, in words.
alter table collections add column header text not null default '';
alter table collections add column header_alt text not null default '';

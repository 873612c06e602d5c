-- Whether those who follow a collection were told that something came into it. Of what stands in collections already nobody is told.
alter table collection_items add column told boolean not null default false;
update collection_items set told = true where work_id is null
  or creator_side = 'yes' and keeper_side = 'yes' and exists (select 1 from works w where w.id = collection_items.work_id and w.told);

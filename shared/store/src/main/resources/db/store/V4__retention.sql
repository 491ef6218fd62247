-- Log lines expire by the type of their event, as the events themselves do; 0 in lines from before this was kept.
alter table logs add column type_number int not null default 0;

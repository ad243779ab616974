-- Its id in another system: paths take it, and no two incidents of a tenant have the same, whether in the bin or not.
alter table incident add column external_id text collate "C";
create unique index incident_external_id on incident (tenant_id, external_id) where external_id is not null;

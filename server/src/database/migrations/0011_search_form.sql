-- The form a search document was made in: 2 has custom values, and what people type for one another folded (dashes, quotes, digits,
-- letters of Arabic and Hebrew, umlauts). Documents of an earlier form are made anew in the background; a new one is of the newest.
alter table incident_search add column form smallint not null default 1;
alter table incident_search alter column form set default 2;
create index incident_search_form on incident_search (tenant_id, incident_id) where form < 2;

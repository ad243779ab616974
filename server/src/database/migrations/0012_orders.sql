-- Comparisons of numeric are not leakproof, so under row security no index finds a range of them: instants in whole microseconds besides.
alter table incident
  add column date_us bigint not null generated always as (floor(date_epoch * 1000000)::bigint) stored,
  add column resolved_us bigint generated always as (floor(resolved_epoch * 1000000)::bigint) stored;

drop index incident_date;
create index incident_date on incident (tenant_id, date_us, date_epoch, id) where deleted_at is null;
create index incident_resolved on incident (tenant_id, resolved_us, resolved_epoch, created_at, id) where deleted_at is null;
create index incident_next_update on incident (tenant_id, next_update, created_at, id) where deleted_at is null;
-- One scan a code in the order of creation, for filters and for sorts by rank.
create index incident_severity_created on incident (tenant_id, severity, created_at, id) where deleted_at is null;
create index incident_type_created on incident (tenant_id, type, created_at, id) where deleted_at is null;
create index incident_name on incident (tenant_id, name, id) where deleted_at is null;

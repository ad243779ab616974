-- Counts by status, type, severity and date, and the summary, read this index alone: at a million incidents a tenth of the table.
drop index incident_status_created;
create index incident_status_created on incident (tenant_id, status, created_at, id)
  include (severity, type, next_update, date_epoch, resolved_epoch) where deleted_at is null;

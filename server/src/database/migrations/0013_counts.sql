-- How many live incidents a tenant has of each status, type and severity: kept with each change, so that totals need not be counted.
create table incident_count (
  tenant_id text collate "C" not null references tenant,
  status text collate "C" not null,
  type text collate "C" not null,
  -- empty: not assessed
  severity text collate "C" not null,
  incidents bigint not null,
  -- of these, resolved at or after their date
  timed bigint not null,
  primary key (tenant_id, status, type, severity)
) with (fillfactor = 50);
alter table incident_count enable row level security, force row level security;
create policy tenant_isolation on incident_count using (tenant_id = (select current_setting('app.tenant_id', true)));
create policy operations on incident_count using ((select current_setting('app.scope', true)) = 'operations');

-- Changes of one tenant's incidents come one after the other, since each takes its number from the tenant's row first.
create function count_incident() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' and old.deleted_at is null then
    update incident_count set incidents = incidents - 1, timed = timed - coalesce(old.resolved_epoch >= old.date_epoch, false)::int
      where tenant_id = old.tenant_id and status = old.status and type = old.type and severity = coalesce(old.severity, '');
  end if;
  if tg_op <> 'DELETE' and new.deleted_at is null then
    insert into incident_count as c (tenant_id, status, type, severity, incidents, timed)
      values (new.tenant_id, new.status, new.type, coalesce(new.severity, ''), 1, coalesce(new.resolved_epoch >= new.date_epoch, false)::int)
      on conflict (tenant_id, status, type, severity) do update set incidents = c.incidents + 1, timed = c.timed + excluded.timed;
  end if;
  return null;
end $$;
create trigger counted after insert or delete on incident for each row execute function count_incident();
create trigger counted_anew after update on incident for each row
  when ((old.status, old.type, old.severity, old.deleted_at is null, coalesce(old.resolved_epoch >= old.date_epoch, false))
    is distinct from (new.status, new.type, new.severity, new.deleted_at is null, coalesce(new.resolved_epoch >= new.date_epoch, false)))
  execute function count_incident();

-- What there is. Forced row security binds the owner too.
alter table incident no force row level security;
alter table incident_count no force row level security;
insert into incident_count (tenant_id, status, type, severity, incidents, timed)
select tenant_id, status, type, coalesce(severity, ''), count(*), count(*) filter (where resolved_epoch >= date_epoch)
from incident where deleted_at is null group by 1, 2, 3, 4;
alter table incident force row level security;
alter table incident_count force row level security;

-- Times to resolve are read from it alone.
drop index incident_resolved;
create index incident_resolved on incident (tenant_id, resolved_us, resolved_epoch, created_at, id) include (date_epoch) where deleted_at is null;

-- What 0001 asks of an incident's changes holds for every way a record can change or go: without its event it can't be committed.

-- each version of a comment is recorded exactly once
create unique index event_comment on event (tenant_id, comment_id, comment_lock) where comment_id is not null;

-- Whether the newest thing recorded of an incident's versions is its purge. One step in an index, however long its history is. It asks
-- for what is there, never for what is missing: rows that the setting does not show can't make a deletion pass.
create function is_purged(tenant text, incident uuid) returns boolean language sql stable as $$
  select coalesce((select e.type = 'incident.purged' from event e where e.tenant_id = $1 and e.incident_id = $2
    and e.type in ('incident.created', 'incident.updated', 'incident.deleted', 'incident.restored', 'incident.purged')
    order by e.occ_lock desc limit 1), false)
$$;

create function require_purge() returns trigger language plpgsql as $$
begin
  if not is_purged(old.tenant_id, old.id) then
    raise exception 'incident %: its removal has no event', old.id using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
create constraint trigger removal_recorded after delete on incident deferrable initially deferred
  for each row execute function require_purge();

create function require_purge_of_body() returns trigger language plpgsql as $$
begin
  perform 1 from event e where e.tenant_id = old.tenant_id and e.seq = old.seq and is_purged(e.tenant_id, e.incident_id);
  if not found then
    raise exception 'event %: what it says goes with the purge of its incident only', old.seq using errcode = 'insufficient_privilege';
  end if;
  return null;
end $$;
create constraint trigger removal_recorded after delete on event_body deferrable initially deferred
  for each row execute function require_purge_of_body();

create function require_comment_event() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    perform 1 from event where tenant_id = old.tenant_id and comment_id = old.id and comment_lock = old.occ_lock + 1
      and type = 'comment.deleted';
    if not found and not is_purged(old.tenant_id, old.incident_id) then
      raise exception 'comment %: its removal has no event', old.id using errcode = 'insufficient_privilege';
    end if;
    return null;
  end if;
  if tg_op = 'UPDATE' and (new.id <> old.id or new.incident_id <> old.incident_id or new.occ_lock <> old.occ_lock + 1) then
    raise exception 'comment %: occ_lock went from % to %', new.id, old.occ_lock, new.occ_lock;
  end if;
  perform 1 from event where tenant_id = new.tenant_id and comment_id = new.id and comment_lock = new.occ_lock
    and incident_id = new.incident_id and type in ('comment.added', 'comment.edited');
  if not found then
    raise exception 'comment %: version % has no event', new.id, new.occ_lock;
  end if;
  return null;
end $$;
create constraint trigger recorded after insert or update or delete on comment deferrable initially deferred
  for each row execute function require_comment_event();

-- No row trigger sees a truncation.
create function refuse_truncation() returns trigger language plpgsql as $$
begin
  raise exception 'what % holds goes by a purge only', tg_table_name using errcode = 'insufficient_privilege';
end $$;
create trigger no_truncate before truncate on incident for each statement execute function refuse_truncation();
create trigger no_truncate before truncate on comment for each statement execute function refuse_truncation();

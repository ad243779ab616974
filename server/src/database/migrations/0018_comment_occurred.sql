-- When what a comment tells happened; null: when it was recorded.
alter table comment add column occurred_at timestamptz;

-- What there is: those that said an earlier time. As the owner, past the rule that each change has its event, and past forced row security.
alter table comment disable trigger recorded;
alter table comment no force row level security;
alter table event no force row level security;
alter table event_subject no force row level security;
update comment c set occurred_at = e.occurred_at
from event_subject s join event e on e.tenant_id = s.tenant_id and e.seq = s.seq
where s.tenant_id = c.tenant_id and s.kind = 'comment' and s.id = c.id::text and s.lock = 0 and e.occurred_at < e.recorded_at;
alter table comment force row level security;
alter table event force row level security;
alter table event_subject force row level security;
alter table comment enable trigger recorded;

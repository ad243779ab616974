-- Sign-in state is good only for the credentials it was made with: whatever raises an account's credential_version ends all of it.
alter table provider_state no force row level security;
alter table account no force row level security;
alter table provider_state add column credential_version integer;
update provider_state s set credential_version = a.credential_version from account a where a.id::text = s.account_id;
delete from provider_state where credential_version is null;
alter table provider_state force row level security;
alter table account force row level security;

-- An API token ends with the one that made it, and after a year at the latest.
alter table api_token no force row level security;
alter table api_token add column parent_id uuid;
alter table api_token add constraint api_token_parent foreign key (tenant_id, parent_id) references api_token (tenant_id, id) on delete cascade;
create index api_token_children on api_token (tenant_id, parent_id) where parent_id is not null;
update api_token t set parent_id = p.id from api_token p
  where p.tenant_id = t.tenant_id and t.created_by_id = 'token:' || p.id::text;
-- One whose maker is gone already has nothing left to stand on. Views are forgotten with what saved them.
alter table saved_view no force row level security;
delete from api_token t where created_by_id like 'token:%' and parent_id is null;
alter table saved_view force row level security;
update api_token set expires_at = now() + interval '365 days' where expires_at is null;
with recursive line as (
  select tenant_id, id, expires_at from api_token where parent_id is null
  union all
  select t.tenant_id, t.id, least(t.expires_at, line.expires_at)
    from api_token t join line on line.tenant_id = t.tenant_id and line.id = t.parent_id
)
update api_token t set expires_at = line.expires_at
  from line where line.tenant_id = t.tenant_id and line.id = t.id and line.expires_at < t.expires_at;
alter table api_token force row level security;

-- What cannot be delivered is set aside and told; a restored copy sends nothing until somebody says so.

alter table follower
  -- events given up and passed over: all there were, and those since the last success
  add column set_aside bigint not null default 0,
  add column set_aside_in_row integer not null default 0,
  -- the latest of them, and why
  add column set_aside_seq bigint,
  add column set_aside_at timestamptz,
  add column set_aside_error text;

-- why the question could not be sent the last time
alter table mail_subscription add column ask_error text;

alter table instance
  -- since when webhooks and mail are paused, and by what; null: they are not
  add column outbound_paused_at timestamptz,
  add column outbound_paused_by text;

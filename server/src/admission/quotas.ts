// How much of each kind a tenant, or one of its people, may keep: one table, read by the commands that keep it and by GET /v1/usage.

/** Rows, but where the name says bytes. */
export const quotas = {
  /** API tokens of a tenant that have not ended. */
  api_tokens: 100,
  /** Webhooks of a tenant: every event is delivered to each. */
  webhooks: 200,
  /** Saved views of a tenant that everybody in it sees. */
  shared_views: 500,
  /** Answers kept under an Idempotency-Key in 24 hours: some 300,000 of new incidents. */
  kept_answer_bytes: 536_870_912,
  /** Saved views of a person. */
  views: 200,
  /** Mail subscriptions of a person. */
  subscriptions: 500,
} as const

/** What an answer counts for besides its bytes: the row of its key. */
export const KEPT_ANSWER_ROW = 512

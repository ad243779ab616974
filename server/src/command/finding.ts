// A finding of doctor.

/** One thing that doctor found, and what mends it. */
export type Finding = { level: 'ok' | 'warn' | 'fail'; what: string; text: string; mend?: string }

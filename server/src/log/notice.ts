// News that streams carry beside the log: who is looking at an incident.

/** News that goes to streams beside the log: about an incident, without a position, and void once newer news of it come. */
export type Notice = { incidentId: string; bytes: Buffer }

/** Where such news come from. */
export type Notices = {
  /** Tells a listener what holds now and then what changes, of one tenant; gives the function that ends it. */
  follow(tenantId: string, listener: (notice: Notice) => void): () => void
}

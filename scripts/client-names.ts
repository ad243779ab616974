// What the generated calls of the client are called where the operation id does not say it.

/** What a generated call has of its own; everything else of it follows from the operation. */
export type Exception = {
  /** Its place in the client, instead of the one that the operation id gives. */
  call?: string
  /** The name of the call that reads all pages, instead of `all` or `allDeliveries`. */
  all?: string
  /** That call takes no query. */
  allWithoutQuery?: true
  /** Fields of the body, or of the query, that are arguments of their own. */
  fields?: readonly string[]
}

/** The first word of an operation id is the name of the call, but for these. */
export const verbs: Readonly<Record<string, string>> = {
  add: 'create',
  define: 'create',
  change: 'update',
  edit: 'update',
  remove: 'delete',
}

/** A noun is where its calls stand in the client, but for these. */
export const places: Readonly<Record<string, string>> = {
  type: 'catalog.types',
  severity: 'catalog.severities',
  status: 'catalog.statuses',
}

/** Operations whose call is not what the rules give: names that users of the client know. New nouns need no line here. */
export const exceptions: Readonly<Record<string, Exception>> = {
  getMe: { call: 'me' },
  summarizeIncidents: { call: 'incident.summary' },
  listPromises: { call: 'incident.promises' },
  postUpdate: { call: 'incident.postUpdate' },
  setAttributeValue: { call: 'incident.setAttribute', fields: ['name', 'value'] },
  listAttributeValues: { call: 'incident.attributes' },
  removeAttributeValue: { call: 'incident.removeAttribute' },
  listComments: { allWithoutQuery: true },
  getTimeline: { call: 'incident.timeline', all: 'wholeTimeline' },
  enterIncident: { call: 'presence.enter' },
  leaveIncident: { call: 'presence.leave', fields: ['session'] },
  listEvents: { call: 'event.read' },
  skipWebhookEvent: { call: 'webhook.skip', fields: ['seq'] },
  listDeliveries: { call: 'webhook.deliveries' },
  subscribe: { call: 'subscription.create' },
  unsubscribe: { call: 'subscription.delete' },
  skipSubscriptionEvent: { call: 'subscription.skip', fields: ['seq'] },
  changeOwnPassword: { call: 'account.changeOwnPassword' },
}

/** Operations without a generated call, and why. */
export const uncalled: Readonly<Record<string, string>> = {
  exportIncidents: 'incident.export is written by hand: it hands the answer on as it comes',
  addAttributeValue: 'incident.setAttribute does the same, whether there is a value or not',
  replaceAttribute: 'attribute.update does the same: what is left out stays either way',
  removeCommentByName: 'comment.delete does the same',
}

/* Made from openapi.json by `npm run generate`; not to be changed by hand. */

import { type Answer, dataOf, everyOne, given, init, PAGE_SIZE, pageOf, type Raw } from './call.ts'
import type { BodyOf, CallOptions, DataOf, Paged, QueryOf } from './types.ts'

/** Every call of the API, by noun. */
export function callsOf(raw: Raw) {
  return {
    /**
     * Who you are here, and what you may do.
     *
     * For everyone with a valid token.
     */
    me: (options?: CallOptions): Promise<DataOf<'getMe'>> =>
      dataOf(raw.GET('/v1/me', init(options))),
    /** What happened, what is being done about it, and the next promised update. */
    incident: {
      /**
       * Incidents of the tenant.
       *
       * Without `page`, `size` or `cursor`: all of them, streamed; `total` is the number sent, and a failure midway breaks the connection rather than ending the JSON. With any of them: one page. Custom values filter by `attributes.<name>=value`.
       *
       * Needs the role `viewer` or one above it.
       */
      list: (query: QueryOf<'listIncidents'> = {}, options?: CallOptions): Promise<DataOf<'listIncidents'> & Paged> =>
        pageOf(raw.GET('/v1/incident', { params: { query: given(query) }, ...init(options) })),
      /** All of them, read page after page while you go on. */
      all: (query: Omit<QueryOf<'listIncidents'>, 'page' | 'cursor'> = {}, options?: CallOptions): AsyncIterable<DataOf<'listIncidents'>['incidents'][number]> =>
        everyOne('incidents', (place) =>
          pageOf(raw.GET('/v1/incident', { params: { query: given({ size: PAGE_SIZE, ...query, ...place }) }, ...init(options) }))),
      /**
       * Report an incident.
       *
       * Needs the role `responder` or one above it.
       */
      create: (body: BodyOf<'createIncident'>, options?: CallOptions): Promise<DataOf<'createIncident'>> =>
        dataOf(raw.POST('/v1/incident', { body, ...init(options) })),
      /**
       * Counts, days and times to resolve, with the filters of the list.
       *
       * Needs the role `viewer` or one above it.
       */
      summary: (query: QueryOf<'summarizeIncidents'> = {}, options?: CallOptions): Promise<DataOf<'summarizeIncidents'>> =>
        dataOf(raw.GET('/v1/incident/summary', { params: { query: given(query) }, ...init(options) })),
      /**
       * Promised updates: made, kept, late and missed.
       *
       * Each time `next_update` was set to a moment ahead is a promise of news, and counts in the period it was promised for. It is kept by an update posted (`POST …/updates`), another `next_update` or the resolution, recorded at or before its time; late when the first of these came after it; missed while its time has passed and none came. A comment is not news. Withdrawing it (`next_update` 0) or deleting the incident before its time cancels it.
       *
       * Needs the role `viewer` or one above it.
       */
      promises: (query: QueryOf<'listPromises'> = {}, options?: CallOptions): Promise<DataOf<'listPromises'> & Paged> =>
        pageOf(raw.GET('/v1/incident/promises', { params: { query: given(query) }, ...init(options) })),
      /**
       * One incident, now or as it stood.
       *
       * `as_of` and `as_of_lock` rebuild it from the log, by recorded time. The answer carries an `ETag`; with `If-None-Match` an unchanged one is 304.
       *
       * Needs the role `viewer` or one above it.
       */
      get: (id: string, query: QueryOf<'getIncident'> = {}, options?: CallOptions): Promise<DataOf<'getIncident'>> =>
        dataOf(raw.GET('/v1/incident/{id}', { params: { path: { id }, query: given(query) }, ...init(options) })),
      /**
       * Replace the editable fields.
       *
       * Needs `occ_lock` (or `If-Match`). A stale one changes nothing and answers what changed since. An optional field left out is unchanged.
       *
       * Needs the role `responder` or one above it.
       */
      replace: (id: string, body: BodyOf<'replaceIncident'> & { occ_lock: number }, options?: CallOptions): Promise<DataOf<'replaceIncident'>> =>
        dataOf(raw.PUT('/v1/incident/{id}', { params: { path: { id } }, body, ...init(options) })),
      /**
       * Change some fields.
       *
       * A JSON merge patch with `occ_lock` (or `If-Match`). Edits to different fields both succeed; 409 only where a field of the patch changed since to something else than wanted.
       *
       * Needs the role `responder` or one above it.
       */
      patch: (id: string, body: BodyOf<'patchIncident'> & { occ_lock: number }, options?: CallOptions): Promise<DataOf<'patchIncident'>> =>
        dataOf(raw.PATCH('/v1/incident/{id}', { params: { path: { id } }, body, ...init(options) })),
      /**
       * Move an incident to the bin, or purge it.
       *
       * `purge=true` (admin) removes content, comments, search text and stored answers for good, also of one in the bin; who, when and what kind stay in the log.
       *
       * Needs the role `responder` or one above it.
       */
      delete: (id: string, query: QueryOf<'deleteIncident'> = {}, options?: CallOptions): Promise<DataOf<'deleteIncident'>> =>
        dataOf(raw.DELETE('/v1/incident/{id}', { params: { path: { id }, query: given(query) }, ...init(options) })),
      /**
       * Post an update: a comment and what changes with it.
       *
       * One comment and one change in one transaction, or nothing.
       *
       * Needs the role `responder` or one above it.
       */
      postUpdate: (id: string, body: BodyOf<'postUpdate'>, options?: CallOptions): Promise<DataOf<'postUpdate'>> =>
        dataOf(raw.POST('/v1/incident/{id}/updates', { params: { path: { id } }, body, ...init(options) })),
      /**
       * Take an incident out of the bin.
       *
       * Needs the role `responder` or one above it.
       */
      restore: (id: string, body: BodyOf<'restoreIncident'> = {}, options?: CallOptions): Promise<DataOf<'restoreIncident'>> =>
        dataOf(raw.POST('/v1/incident/{id}/restore', { params: { path: { id } }, body, ...init(options) })),
      /**
       * Set a custom value of an incident, or several.
       *
       * Either `name` and `value`, or a map of values by name: several at once, all or none, null removes one. `occ_lock` guards both.
       *
       * Needs the role `responder` or one above it.
       */
      setAttribute: (id: string, name: NonNullable<BodyOf<'setAttributeValue'>['name']>, value: NonNullable<BodyOf<'setAttributeValue'>['value']>, others: Omit<BodyOf<'setAttributeValue'>, 'name' | 'value'> = {}, options?: CallOptions): Promise<DataOf<'setAttributeValue'>> =>
        dataOf(raw.PUT('/v1/incident/{id}/attributes', { params: { path: { id } }, body: { name, value, ...others }, ...init(options) })),
      /**
       * The custom values of an incident.
       *
       * Needs the role `viewer` or one above it.
       */
      attributes: (id: string, options?: CallOptions): Promise<DataOf<'listAttributeValues'>> =>
        dataOf(raw.GET('/v1/incident/{id}/attributes', { params: { path: { id } }, ...init(options) })),
      /**
       * Remove a custom value from an incident.
       *
       * Needs the role `responder` or one above it.
       */
      removeAttribute: (id: string, name: string, query: QueryOf<'removeAttributeValue'> = {}, options?: CallOptions): Promise<DataOf<'removeAttributeValue'>> =>
        dataOf(raw.DELETE('/v1/incident/{id}/attributes/{name}', { params: { path: { id, name }, query: given(query) }, ...init(options) })),
      /**
       * Every change, comment, deletion and restore of an incident, newest first.
       *
       * In the order in which things were recorded, or with `sort=occurred_at` in which they happened: a late entry then stands where it belongs.
       *
       * Needs the role `viewer` or one above it.
       */
      timeline: (id: string, query: QueryOf<'getTimeline'> = {}, options?: CallOptions): Promise<DataOf<'getTimeline'> & Paged> =>
        pageOf(raw.GET('/v1/incident/{id}/timeline', { params: { path: { id }, query: given(query) }, ...init(options) })),
      /** All of them, read page after page while you go on. */
      wholeTimeline: (id: string, query: Omit<QueryOf<'getTimeline'>, 'page' | 'cursor'> = {}, options?: CallOptions): AsyncIterable<DataOf<'getTimeline'>['entries'][number]> =>
        everyOne('entries', (place) =>
          pageOf(raw.GET('/v1/incident/{id}/timeline', { params: { path: { id }, query: given({ size: PAGE_SIZE, ...query, ...place }) }, ...init(options) }))),
    },
    /** What people say about an incident. They do not change its version. */
    comment: {
      /**
       * Comments of an incident, oldest first.
       *
       * Needs the role `viewer` or one above it.
       */
      list: (incidentId: string, query: QueryOf<'listComments'> = {}, options?: CallOptions): Promise<DataOf<'listComments'> & Paged> =>
        pageOf(raw.GET('/v1/incident/{id}/comments', { params: { path: { id: incidentId }, query: given(query) }, ...init(options) })),
      /** All of them, read page after page while you go on. */
      all: (incidentId: string, options?: CallOptions): AsyncIterable<DataOf<'listComments'>['comments'][number]> =>
        everyOne('comments', (place) =>
          pageOf(raw.GET('/v1/incident/{id}/comments', { params: { path: { id: incidentId }, query: given({ size: PAGE_SIZE, ...place }) }, ...init(options) }))),
      /**
       * Comment on an incident.
       *
       * Needs the role `responder` or one above it.
       */
      create: (incidentId: string, body: BodyOf<'addComment'>, options?: CallOptions): Promise<DataOf<'addComment'>> =>
        dataOf(raw.POST('/v1/incident/{id}/comments', { params: { path: { id: incidentId } }, body, ...init(options) })),
      /**
       * One comment.
       *
       * Needs the role `viewer` or one above it.
       */
      get: (incidentId: string, commentId: string, options?: CallOptions): Promise<DataOf<'getComment'>> =>
        dataOf(raw.GET('/v1/incident/{id}/comments/{commentId}', { params: { path: { id: incidentId, commentId } }, ...init(options) })),
      /**
       * Change what a comment says.
       *
       * Its author or an admin may. What it said before stays in the log, for admins.
       *
       * Needs the role `responder` or one above it.
       */
      update: (incidentId: string, commentId: string, body: BodyOf<'editComment'> & { occ_lock: number }, options?: CallOptions): Promise<DataOf<'editComment'>> =>
        dataOf(raw.PUT('/v1/incident/{id}/comments/{commentId}', { params: { path: { id: incidentId, commentId } }, body, ...init(options) })),
      /**
       * Remove a comment.
       *
       * Its author or an admin may. What it said stays in the log, for admins.
       *
       * Needs the role `responder` or one above it.
       */
      delete: (incidentId: string, commentId: string, query: QueryOf<'removeComment'> = {}, options?: CallOptions): Promise<DataOf<'removeComment'>> =>
        dataOf(raw.DELETE('/v1/incident/{id}/comments/{commentId}', { params: { path: { id: incidentId, commentId }, query: given(query) }, ...init(options) })),
    },
    presence: {
      /**
       * Who is looking at an incident.
       *
       * The live stream tells of it as well, where `presence=true` asks for that.
       *
       * Needs the role `viewer` or one above it.
       */
      get: (incidentId: string, options?: CallOptions): Promise<DataOf<'getPresence'>> =>
        dataOf(raw.GET('/v1/incident/{id}/presence', { params: { path: { id: incidentId } }, ...init(options) })),
      /**
       * Say that you are looking at an incident.
       *
       * Good for 40 seconds: a page that is open says so every 15. Others see who it is and which field is being edited; nothing of it enters the log.
       *
       * Needs the role `viewer` or one above it.
       */
      enter: (incidentId: string, body: BodyOf<'enterIncident'>, options?: CallOptions): Promise<DataOf<'enterIncident'>> =>
        dataOf(raw.POST('/v1/incident/{id}/presence', { params: { path: { id: incidentId } }, body, ...init(options) })),
      /**
       * Say that you look at it no more.
       *
       * Without `session` all pages you have open of it count as closed.
       *
       * Needs the role `viewer` or one above it.
       */
      leave: (incidentId: string, session: NonNullable<QueryOf<'leaveIncident'>['session']>, options?: CallOptions): Promise<DataOf<'leaveIncident'>> =>
        dataOf(raw.DELETE('/v1/incident/{id}/presence', { params: { path: { id: incidentId }, query: given({ session }) }, ...init(options) })),
    },
    /** The log every change is written to, in the transaction that makes it: the audit trail, the timeline and the feed in one. */
    event: {
      /**
       * Read the event log.
       *
       * Events of the tenant after a position, in order. Whoever has seen `seq` N has seen every event up to N. With `wait` the call is held until something comes.
       *
       * With `Accept: text/event-stream` the live stream: the events after the position, then every new one as it is recorded. `id` is the seq, `event` the type, `data` the event as one line of JSON. A reader that comes back gives the last id it has seen as `Last-Event-ID` (which counts more than `after`) and misses nothing and gets nothing twice, also from another replica and after a restart; 0 is the beginning, and without either the stream starts now. `type` and `incident_id` filter it; `limit` and `wait` mean nothing to it. A comment line comes every 15 s. When the position lies beyond the end of the log or belongs to another `epoch`, `event: reset` comes first, without an id, with `{"epoch", "head"}`, and the stream starts over from the beginning of the log: forget what you know, or come back with a position after you have read the present state. It ends when the token does, within 60 s when the role is taken away, and when the service stops: come back after `retry`. With `presence=true` it also tells who is looking at which incident: `event: presence`, without an id, with everybody who is there now, at the start for each incident that somebody is looking at and then at every change. A reader that takes nothing while 1 MiB becomes due for it is dropped.
       *
       * Needs the role `viewer` or one above it.
       */
      read: (query: QueryOf<'listEvents'> = {}, options?: CallOptions): Promise<DataOf<'listEvents'>> =>
        dataOf(raw.GET('/v1/incident/events', { params: { query: given(query) }, ...init(options) }) as Promise<Answer<{ data: DataOf<'listEvents'> }>>),
    },
    /** Fields of your own: defined once for the instance by a deployer, set on each incident by a responder. */
    attribute: {
      /**
       * All attribute definitions of the instance.
       *
       * Needs the role `viewer` or one above it.
       */
      list: (options?: CallOptions): Promise<DataOf<'listAttributes'>> =>
        dataOf(raw.GET('/v1/incident/attributes', init(options))),
      /**
       * Define an attribute for the instance.
       *
       * Needs the role `deployer` or one above it.
       */
      create: (body: BodyOf<'defineAttribute'>, options?: CallOptions): Promise<DataOf<'defineAttribute'>> =>
        dataOf(raw.POST('/v1/incident/attributes', { body, ...init(options) })),
      /**
       * Change a definition; what is left out stays.
       *
       * All but name and type. `options` is the whole list in its order: one that is not named any more is retired where an incident has it (kept there, offered to no other), else gone.
       *
       * Needs the role `deployer` or one above it.
       */
      update: (name: string, body: BodyOf<'changeAttribute'>, options?: CallOptions): Promise<DataOf<'changeAttribute'>> =>
        dataOf(raw.PATCH('/v1/incident/attributes/{name}', { params: { path: { name } }, body, ...init(options) })),
      /**
       * Remove a definition; its values are hidden at once.
       *
       * Refused with 409 and the number of incidents while any has a value, unless `force=true`. `as_of` still shows the values.
       *
       * Needs the role `deployer` or one above it.
       */
      delete: (name: string, query: QueryOf<'removeAttribute'> = {}, options?: CallOptions): Promise<DataOf<'removeAttribute'>> =>
        dataOf(raw.DELETE('/v1/incident/attributes/{name}', { params: { path: { name }, query: given(query) }, ...init(options) })),
    },
    /** Types, statuses and severities of the instance, in their order of rank. Only a deployer changes them. */
    catalog: {
      types: {
        /**
         * All incident types, by rank.
         *
         * Needs the role `viewer` or one above it.
         */
        list: (options?: CallOptions): Promise<DataOf<'listTypes'>> =>
          dataOf(raw.GET('/v1/incident/types', init(options))),
        /**
         * Add a type to the instance.
         *
         * Needs the role `deployer` or one above it.
         */
        create: (body: BodyOf<'addType'>, options?: CallOptions): Promise<DataOf<'addType'>> =>
          dataOf(raw.POST('/v1/incident/types', { body, ...init(options) })),
        /**
         * Change a type, or retire it with active false.
         *
         * Needs the role `deployer` or one above it.
         */
        update: (code: string, body: BodyOf<'changeType'>, options?: CallOptions): Promise<DataOf<'changeType'>> =>
          dataOf(raw.PUT('/v1/incident/types/{code}', { params: { path: { code } }, body, ...init(options) })),
        /**
         * Remove a type that no incident carries.
         *
         * Needs the role `deployer` or one above it.
         */
        delete: (code: string, options?: CallOptions): Promise<DataOf<'removeType'>> =>
          dataOf(raw.DELETE('/v1/incident/types/{code}', { params: { path: { code } }, ...init(options) })),
      },
      statuses: {
        /**
         * All incident statuses, by rank.
         *
         * Needs the role `viewer` or one above it.
         */
        list: (options?: CallOptions): Promise<DataOf<'listStatuses'>> =>
          dataOf(raw.GET('/v1/incident/statuses', init(options))),
        /**
         * Add a status to the instance.
         *
         * Needs the role `deployer` or one above it.
         */
        create: (body: BodyOf<'addStatus'>, options?: CallOptions): Promise<DataOf<'addStatus'>> =>
          dataOf(raw.POST('/v1/incident/statuses', { body, ...init(options) })),
        /**
         * Change a status, or retire it with active false.
         *
         * Needs the role `deployer` or one above it.
         */
        update: (code: string, body: BodyOf<'changeStatus'>, options?: CallOptions): Promise<DataOf<'changeStatus'>> =>
          dataOf(raw.PUT('/v1/incident/statuses/{code}', { params: { path: { code } }, body, ...init(options) })),
        /**
         * Remove a status that no incident carries.
         *
         * Needs the role `deployer` or one above it.
         */
        delete: (code: string, options?: CallOptions): Promise<DataOf<'removeStatus'>> =>
          dataOf(raw.DELETE('/v1/incident/statuses/{code}', { params: { path: { code } }, ...init(options) })),
      },
      severities: {
        /**
         * All incident severities, by rank.
         *
         * Needs the role `viewer` or one above it.
         */
        list: (options?: CallOptions): Promise<DataOf<'listSeverities'>> =>
          dataOf(raw.GET('/v1/incident/severities', init(options))),
        /**
         * Add a severity to the instance.
         *
         * Needs the role `deployer` or one above it.
         */
        create: (body: BodyOf<'addSeverity'>, options?: CallOptions): Promise<DataOf<'addSeverity'>> =>
          dataOf(raw.POST('/v1/incident/severities', { body, ...init(options) })),
        /**
         * Change a severity, or retire it with active false.
         *
         * Needs the role `deployer` or one above it.
         */
        update: (code: string, body: BodyOf<'changeSeverity'>, options?: CallOptions): Promise<DataOf<'changeSeverity'>> =>
          dataOf(raw.PUT('/v1/incident/severities/{code}', { params: { path: { code } }, body, ...init(options) })),
        /**
         * Remove a severity that no incident carries.
         *
         * Needs the role `deployer` or one above it.
         */
        delete: (code: string, options?: CallOptions): Promise<DataOf<'removeSeverity'>> =>
          dataOf(raw.DELETE('/v1/incident/severities/{code}', { params: { path: { code } }, ...init(options) })),
      },
    },
    /** Endpoints that receive every event, in order and at least once, however long they were unavailable. The section webhooks of this document describes the requests. */
    webhook: {
      /**
       * Webhooks of the tenant, newest first.
       *
       * Needs the role `admin` or one above it.
       */
      list: (options?: CallOptions): Promise<DataOf<'listWebhooks'>> =>
        dataOf(raw.GET('/v1/webhooks', init(options))),
      /**
       * Make a webhook.
       *
       * `data.secret` signs what is sent (Standard Webhooks) and is shown this once. Without `types` every event is sent. It begins with what is committed from now on; `POST /v1/webhooks/{id}/replay` sends what came before.
       *
       * Needs the role `admin` or one above it.
       *
       * The answer shows a secret, this once.
       */
      create: (body: BodyOf<'addWebhook'>, options?: CallOptions): Promise<DataOf<'addWebhook'>> =>
        dataOf(raw.POST('/v1/webhooks', { body, ...init(options) })),
      /**
       * One webhook, and how it stands.
       *
       * Needs the role `admin` or one above it.
       */
      get: (id: string, options?: CallOptions): Promise<DataOf<'getWebhook'>> =>
        dataOf(raw.GET('/v1/webhooks/{id}', { params: { path: { id } }, ...init(options) })),
      /**
       * Change a webhook, switch it off or on.
       *
       * What is not given stays. Switched on again it goes on where it stood, and the next try is due at once; nothing that was committed meanwhile is left out.
       *
       * Needs the role `admin` or one above it.
       */
      update: (id: string, body: BodyOf<'changeWebhook'>, options?: CallOptions): Promise<DataOf<'changeWebhook'>> =>
        dataOf(raw.PUT('/v1/webhooks/{id}', { params: { path: { id } }, body, ...init(options) })),
      /**
       * End a webhook, and remove the record of its deliveries.
       *
       * Needs the role `admin` or one above it.
       */
      delete: (id: string, options?: CallOptions): Promise<DataOf<'removeWebhook'>> =>
        dataOf(raw.DELETE('/v1/webhooks/{id}', { params: { path: { id } }, ...init(options) })),
      /**
       * Send a signed message that is no event, and see what is answered.
       *
       * Answers 200 whatever the receiver says: `succeeded` tells. When it answered 2xx, an event that waits for its next try is due at once. Within one `Idempotency-Key` the same `webhook-id` is sent.
       *
       * Needs the role `admin` or one above it.
       */
      ping: (id: string, options?: CallOptions): Promise<DataOf<'pingWebhook'>> =>
        dataOf(raw.POST('/v1/webhooks/{id}/ping', { params: { path: { id } }, ...init(options) })),
      /**
       * Skip the event that fails, so that the next one is sent.
       *
       * The event at `seq` must be the one that waits for another try: the one after `cursor`, with `failures` above 0. It counts as set aside; `POST /v1/webhooks/{id}/replay` sends it again later.
       *
       * Needs the role `admin` or one above it.
       */
      skip: (id: string, seq: NonNullable<BodyOf<'skipWebhookEvent'>['seq']>, options?: CallOptions): Promise<DataOf<'skipWebhookEvent'>> =>
        dataOf(raw.POST('/v1/webhooks/{id}/skip', { params: { path: { id } }, body: { seq }, ...init(options) })),
      /**
       * Give a webhook another secret.
       *
       * `data.secret` is shown this once. For 24 hours what is sent carries two signatures, one by each of the two last secrets.
       *
       * Needs the role `admin` or one above it.
       *
       * The answer shows a secret, this once.
       */
      rotateSecret: (id: string, options?: CallOptions): Promise<DataOf<'rotateWebhookSecret'>> =>
        dataOf(raw.POST('/v1/webhooks/{id}/rotate-secret', { params: { path: { id } }, ...init(options) })),
      /**
       * Send a stretch of the log again.
       *
       * In order, beside what is new, each event under the `webhook-id` it had before. Events the webhook did not ask for are left out.
       *
       * Needs the role `admin` or one above it.
       */
      replay: (id: string, body: BodyOf<'replayWebhook'>, options?: CallOptions): Promise<DataOf<'replayWebhook'>> =>
        dataOf(raw.POST('/v1/webhooks/{id}/replay', { params: { path: { id } }, body, ...init(options) })),
      /**
       * Attempts to deliver, newest first.
       *
       * Kept for 30 days. What was sent is the event in the log; what was answered is kept up to 2 KB.
       *
       * Needs the role `admin` or one above it.
       */
      deliveries: (id: string, query: QueryOf<'listDeliveries'> = {}, options?: CallOptions): Promise<DataOf<'listDeliveries'> & Paged> =>
        pageOf(raw.GET('/v1/webhooks/{id}/deliveries', { params: { path: { id }, query: given(query) }, ...init(options) })),
      /** All of them, read page after page while you go on. */
      allDeliveries: (id: string, query: Omit<QueryOf<'listDeliveries'>, 'page' | 'cursor'> = {}, options?: CallOptions): AsyncIterable<DataOf<'listDeliveries'>['deliveries'][number]> =>
        everyOne('deliveries', (place) =>
          pageOf(raw.GET('/v1/webhooks/{id}/deliveries', { params: { path: { id }, query: given({ size: PAGE_SIZE, ...query, ...place }) }, ...init(options) }))),
    },
    /** Addresses that follow an incident or a filter. Where the instance has no mail server, none can be added. */
    subscription: {
      /**
       * Your subscriptions, newest first; as an admin all of the tenant.
       *
       * Needs the role `viewer` or one above it.
       */
      list: (options?: CallOptions): Promise<DataOf<'listSubscriptions'>> =>
        dataOf(raw.GET('/v1/subscriptions', init(options))),
      /**
       * Have an address follow an incident, or those a filter finds.
       *
       * It gets mail about updates, comments, and promised updates that are due or overdue; by a filter also about new incidents. Another address than the verified one of the token is asked first and gets nothing until it agrees.
       *
       * Needs the role `viewer` or one above it.
       */
      create: (body: BodyOf<'subscribe'>, options?: CallOptions): Promise<DataOf<'subscribe'>> =>
        dataOf(raw.POST('/v1/subscriptions', { body, ...init(options) })),
      /**
       * One subscription.
       *
       * Needs the role `viewer` or one above it.
       */
      get: (id: string, options?: CallOptions): Promise<DataOf<'getSubscription'>> =>
        dataOf(raw.GET('/v1/subscriptions/{id}', { params: { path: { id } }, ...init(options) })),
      /**
       * End a subscription: your own, as an admin anybody’s.
       *
       * Needs the role `viewer` or one above it.
       */
      delete: (id: string, options?: CallOptions): Promise<DataOf<'unsubscribe'>> =>
        dataOf(raw.DELETE('/v1/subscriptions/{id}', { params: { path: { id } }, ...init(options) })),
      /**
       * Skip the message that fails, so that the next one is sent.
       *
       * The message about the event at `seq` must be the one that waits for another try. It counts as set aside.
       *
       * Needs the role `viewer` or one above it.
       */
      skip: (id: string, seq: NonNullable<BodyOf<'skipSubscriptionEvent'>['seq']>, options?: CallOptions): Promise<DataOf<'skipSubscriptionEvent'>> =>
        dataOf(raw.POST('/v1/subscriptions/{id}/skip', { params: { path: { id } }, body: { seq }, ...init(options) })),
    },
    /** Ways to look at a page of the console, saved for oneself or for the tenant. */
    view: {
      /**
       * Your views and those shared with your tenant, by name.
       *
       * Needs the role `viewer` or one above it.
       */
      list: (options?: CallOptions): Promise<DataOf<'listViews'>> =>
        dataOf(raw.GET('/v1/views', init(options))),
      /**
       * Save a view.
       *
       * Needs the role `viewer` or one above it.
       */
      create: (body: BodyOf<'addView'>, options?: CallOptions): Promise<DataOf<'addView'>> =>
        dataOf(raw.POST('/v1/views', { body, ...init(options) })),
      /**
       * One view.
       *
       * Needs the role `viewer` or one above it.
       */
      get: (id: string, options?: CallOptions): Promise<DataOf<'getView'>> =>
        dataOf(raw.GET('/v1/views/{id}', { params: { path: { id } }, ...init(options) })),
      /**
       * Change a view: your own, as an admin also one that others share.
       *
       * What is left out stays as it is.
       *
       * Needs the role `viewer` or one above it.
       */
      update: (id: string, body: BodyOf<'changeView'>, options?: CallOptions): Promise<DataOf<'changeView'>> =>
        dataOf(raw.PUT('/v1/views/{id}', { params: { path: { id } }, body, ...init(options) })),
      /**
       * Remove a view: your own, as an admin also one that others share.
       *
       * Needs the role `viewer` or one above it.
       */
      delete: (id: string, options?: CallOptions): Promise<DataOf<'removeView'>> =>
        dataOf(raw.DELETE('/v1/views/{id}', { params: { path: { id } }, ...init(options) })),
    },
    /** What a tenant uses of what there is. */
    usage: {
      /**
       * What the tenant uses of its shares and quotas.
       *
       * What is scarce is shared fairly between tenants. `shares` is what the tenant has under way in the process that answers: what goes beyond the limit waits, and what waits too long, or beside too much, is refused with 429 or 503 and `Retry-After`. `quotas` is what it keeps: beyond the limit 409, for kept answers 429.
       *
       * Needs the role `admin` or one above it.
       */
      get: (options?: CallOptions): Promise<DataOf<'getUsage'>> =>
        dataOf(raw.GET('/v1/usage', init(options))),
    },
    /** Credentials for programs, each with a role of its own. */
    token: {
      /**
       * API tokens of the tenant, newest first.
       *
       * The tokens themselves are not kept and so not shown.
       *
       * Needs the role `admin` or one above it.
       */
      list: (options?: CallOptions): Promise<DataOf<'listTokens'>> =>
        dataOf(raw.GET('/v1/tokens', init(options))),
      /**
       * Make an API token.
       *
       * `data.token` is shown this once; only a hash of it is kept. The token acts in this tenant with the given role, and what it changes carries its name. A token made by an account of the embedded provider reaches no further than that account does now, and ends with it. A token made by an API token never outlives it, and ends with it. A tenant may have 100 that have not ended.
       *
       * Needs the role `admin` or one above it.
       *
       * The answer shows a secret, this once.
       */
      create: (body: BodyOf<'addToken'>, options?: CallOptions): Promise<DataOf<'addToken'>> =>
        dataOf(raw.POST('/v1/tokens', { body, ...init(options) })),
      /**
       * One API token.
       *
       * Needs the role `admin` or one above it.
       */
      get: (id: string, options?: CallOptions): Promise<DataOf<'getToken'>> =>
        dataOf(raw.GET('/v1/tokens/{id}', { params: { path: { id } }, ...init(options) })),
      /**
       * End an API token and those it made, at once and everywhere.
       *
       * Needs the role `admin` or one above it.
       */
      delete: (id: string, options?: CallOptions): Promise<DataOf<'removeToken'>> =>
        dataOf(raw.DELETE('/v1/tokens/{id}', { params: { path: { id } }, ...init(options) })),
    },
    /** People who sign in with the embedded identity provider. Where an outside provider is used, these paths answer 404. */
    account: {
      /**
       * Accounts of the tenant, by name.
       *
       * Needs the role `admin` or one above it.
       */
      list: (options?: CallOptions): Promise<DataOf<'listAccounts'>> =>
        dataOf(raw.GET('/v1/accounts', init(options))),
      /**
       * Make an account in your tenant.
       *
       * Without a password one is generated; it is in `data.password`, this once.
       *
       * Needs the role `admin` or one above it.
       *
       * The answer shows a secret, this once.
       */
      create: (body: BodyOf<'addAccount'>, options?: CallOptions): Promise<DataOf<'addAccount'>> =>
        dataOf(raw.POST('/v1/accounts', { body, ...init(options) })),
      /**
       * One account.
       *
       * Needs the role `admin` or one above it.
       */
      get: (id: string, options?: CallOptions): Promise<DataOf<'getAccount'>> =>
        dataOf(raw.GET('/v1/accounts/{id}', { params: { path: { id } }, ...init(options) })),
      /**
       * Change an account.
       *
       * What is left out stays as it is. A new password or e-mail address, a lower role or `active: false` signs the account out everywhere. Nobody gives a role above their own, and the last admin of a tenant stays one.
       *
       * Needs the role `admin` or one above it.
       */
      update: (id: string, body: BodyOf<'changeAccount'>, options?: CallOptions): Promise<DataOf<'changeAccount'>> =>
        dataOf(raw.PUT('/v1/accounts/{id}', { params: { path: { id } }, body, ...init(options) })),
      /**
       * Remove an account, its sessions and its API tokens.
       *
       * Needs the role `admin` or one above it.
       */
      delete: (id: string, options?: CallOptions): Promise<DataOf<'removeAccount'>> =>
        dataOf(raw.DELETE('/v1/accounts/{id}', { params: { path: { id } }, ...init(options) })),
      /**
       * Change your own password.
       *
       * Signs you out everywhere, here too. Wrong guesses are slowed down as at the sign-in. 404 for a token without an account behind it.
       *
       * For everyone with a valid token.
       */
      changeOwnPassword: (body: BodyOf<'changeOwnPassword'>, options?: CallOptions): Promise<DataOf<'changeOwnPassword'>> =>
        dataOf(raw.PUT('/v1/me/password', { body, ...init(options) })),
    },
  }
}

/** Every type of event, as the log, streams and webhooks name them. */
export const eventTypes = ["incident.created","incident.updated","incident.deleted","incident.restored","incident.purged","incident.update_due","incident.update_overdue","comment.added","comment.edited","comment.deleted","attribute.defined","attribute.removed","catalog.changed"] as const

/* Made from openapi.json by `npm run generate`; not to be changed by hand. */

export interface paths {
    "/v1/incident": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Incidents of the tenant
         * @description Without `page`, `size` or `cursor`: all of them, streamed; `total` is the number sent, and a failure midway breaks the connection rather than ending the JSON. With any of them: one page. Custom values filter by `attributes.<name>=value`.
         *
         *     Needs the role `viewer` or one above it.
         */
        get: operations["listIncidents"];
        put?: never;
        /**
         * Report an incident
         * @description Needs the role `responder` or one above it.
         */
        post: operations["createIncident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incident/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Counts, days and times to resolve, with the filters of the list
         * @description Needs the role `viewer` or one above it.
         */
        get: operations["summarizeIncidents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incident/promises": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Promised updates: made, kept, late and missed
         * @description Each time `next_update` was set to a moment ahead is a promise of news, and counts in the period it was promised for. It is kept by an update posted (`POST …/updates`), another `next_update` or the resolution, recorded at or before its time; late when the first of these came after it; missed while its time has passed and none came. A comment is not news. Withdrawing it (`next_update` 0) or deleting the incident before its time cancels it.
         *
         *     Needs the role `viewer` or one above it.
         */
        get: operations["listPromises"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incident/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The filtered list as CSV or JSON, streamed
         * @description CSV is RFC 4180 in UTF-8 with a header line, and begins with a byte order mark, by which spreadsheets know that it is UTF-8 (`bom=false` leaves it out). A cell that a spreadsheet would run as a formula gets an apostrophe in front; one longer than 32,767 characters, the most they hold, ends in …. JSON has the shape of the list. A failure midway breaks the connection.
         *
         *     Needs the role `viewer` or one above it.
         */
        get: operations["exportIncidents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incident/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One incident, now or as it stood
         * @description `as_of` and `as_of_lock` rebuild it from the log, by recorded time. The answer carries an `ETag`; with `If-None-Match` an unchanged one is 304.
         *
         *     Needs the role `viewer` or one above it.
         */
        get: operations["getIncident"];
        /**
         * Replace the editable fields
         * @description Needs `occ_lock` (or `If-Match`). A stale one changes nothing and answers what changed since. An optional field left out is unchanged.
         *
         *     Needs the role `responder` or one above it.
         */
        put: operations["replaceIncident"];
        post?: never;
        /**
         * Move an incident to the bin, or purge it
         * @description `purge=true` (admin) removes content, comments, search text and stored answers for good, also of one in the bin; who, when and what kind stay in the log.
         *
         *     Needs the role `responder` or one above it.
         */
        delete: operations["deleteIncident"];
        options?: never;
        head?: never;
        /**
         * Change some fields
         * @description A JSON merge patch with `occ_lock` (or `If-Match`). Edits to different fields both succeed; 409 only where a field of the patch changed since to something else than wanted.
         *
         *     Needs the role `responder` or one above it.
         */
        patch: operations["patchIncident"];
        trace?: never;
    };
    "/v1/incident/{id}/updates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Post an update: a comment and what changes with it
         * @description One comment and one change in one transaction, or nothing.
         *
         *     Needs the role `responder` or one above it.
         */
        post: operations["postUpdate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incident/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take an incident out of the bin
         * @description Needs the role `responder` or one above it.
         */
        post: operations["restoreIncident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incident/{id}/attributes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The custom values of an incident
         * @description Needs the role `viewer` or one above it.
         */
        get: operations["listAttributeValues"];
        /**
         * Set a custom value of an incident, or several
         * @description Either `name` and `value`, or a map of values by name: several at once, all or none, null removes one. `occ_lock` guards both.
         *
         *     Needs the role `responder` or one above it.
         */
        put: operations["setAttributeValue"];
        /**
         * Give an incident a custom value it does not have yet
         * @description Needs the role `responder` or one above it.
         */
        post: operations["addAttributeValue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incident/{id}/attributes/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a custom value from an incident
         * @description Needs the role `responder` or one above it.
         */
        delete: operations["removeAttributeValue"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incident/{id}/comments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Comments of an incident, oldest first
         * @description Needs the role `viewer` or one above it.
         */
        get: operations["listComments"];
        put?: never;
        /**
         * Comment on an incident
         * @description Needs the role `responder` or one above it.
         */
        post: operations["addComment"];
        /**
         * Remove a comment named by ?id= or in the body
         * @description Needs the role `responder` or one above it.
         */
        delete: operations["removeCommentByName"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incident/{id}/comments/{commentId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One comment
         * @description Needs the role `viewer` or one above it.
         */
        get: operations["getComment"];
        /**
         * Change what a comment says
         * @description Its author or an admin may. What it said before stays in the log, for admins.
         *
         *     Needs the role `responder` or one above it.
         */
        put: operations["editComment"];
        post?: never;
        /**
         * Remove a comment
         * @description Its author or an admin may. What it said stays in the log, for admins.
         *
         *     Needs the role `responder` or one above it.
         */
        delete: operations["removeComment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incident/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every change, comment, deletion and restore of an incident, newest first
         * @description In the order in which things were recorded, or with `sort=occurred_at` in which they happened: a late entry then stands where it belongs.
         *
         *     Needs the role `viewer` or one above it.
         */
        get: operations["getTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incident/{id}/presence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is looking at an incident
         * @description The live stream tells of it as well, where `presence=true` asks for that.
         *
         *     Needs the role `viewer` or one above it.
         */
        get: operations["getPresence"];
        put?: never;
        /**
         * Say that you are looking at an incident
         * @description Good for 40 seconds: a page that is open says so every 15. Others see who it is and which field is being edited; nothing of it enters the log.
         *
         *     Needs the role `viewer` or one above it.
         */
        post: operations["enterIncident"];
        /**
         * Say that you look at it no more
         * @description Without `session` all pages you have open of it count as closed.
         *
         *     Needs the role `viewer` or one above it.
         */
        delete: operations["leaveIncident"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incident/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the event log
         * @description Events of the tenant after a position, in order. Whoever has seen `seq` N has seen every event up to N. With `wait` the call is held until something comes.
         *
         *     With `Accept: text/event-stream` the live stream: the events after the position, then every new one as it is recorded. `id` is the seq, `event` the type, `data` the event as one line of JSON. A reader that comes back gives the last id it has seen as `Last-Event-ID` (which counts more than `after`) and misses nothing and gets nothing twice, also from another replica and after a restart; 0 is the beginning, and without either the stream starts now. `type` and `incident_id` filter it; `limit` and `wait` mean nothing to it. A comment line comes every 15 s. When the position lies beyond the end of the log or belongs to another `epoch`, `event: reset` comes first, without an id, with `{"epoch", "head"}`, and the stream starts over from the beginning of the log: forget what you know, or come back with a position after you have read the present state. It ends when the token does, within 60 s when the role is taken away, and when the service stops: come back after `retry`. With `presence=true` it also tells who is looking at which incident: `event: presence`, without an id, with everybody who is there now, at the start for each incident that somebody is looking at and then at every change. A reader that takes nothing while 1 MiB becomes due for it is dropped.
         *
         *     Needs the role `viewer` or one above it.
         */
        get: operations["listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incident/attributes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All attribute definitions of the instance
         * @description Needs the role `viewer` or one above it.
         */
        get: operations["listAttributes"];
        put?: never;
        /**
         * Define an attribute for the instance
         * @description Needs the role `deployer` or one above it.
         */
        post: operations["defineAttribute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incident/attributes/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change a definition; what is left out stays
         * @description All but name and type. `options` is the whole list in its order: one that is not named any more is retired where an incident has it (kept there, offered to no other), else gone.
         *
         *     Needs the role `deployer` or one above it.
         */
        put: operations["replaceAttribute"];
        post?: never;
        /**
         * Remove a definition; its values are hidden at once
         * @description Refused with 409 and the number of incidents while any has a value, unless `force=true`. `as_of` still shows the values.
         *
         *     Needs the role `deployer` or one above it.
         */
        delete: operations["removeAttribute"];
        options?: never;
        head?: never;
        /**
         * Change a definition; what is left out stays
         * @description All but name and type. `options` is the whole list in its order: one that is not named any more is retired where an incident has it (kept there, offered to no other), else gone.
         *
         *     Needs the role `deployer` or one above it.
         */
        patch: operations["changeAttribute"];
        trace?: never;
    };
    "/v1/incident/types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All incident types, by rank
         * @description Needs the role `viewer` or one above it.
         */
        get: operations["listTypes"];
        put?: never;
        /**
         * Add a type to the instance
         * @description Needs the role `deployer` or one above it.
         */
        post: operations["addType"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incident/types/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change a type, or retire it with active false
         * @description Needs the role `deployer` or one above it.
         */
        put: operations["changeType"];
        post?: never;
        /**
         * Remove a type that no incident carries
         * @description Needs the role `deployer` or one above it.
         */
        delete: operations["removeType"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incident/statuses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All incident statuses, by rank
         * @description Needs the role `viewer` or one above it.
         */
        get: operations["listStatuses"];
        put?: never;
        /**
         * Add a status to the instance
         * @description Needs the role `deployer` or one above it.
         */
        post: operations["addStatus"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incident/statuses/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change a status, or retire it with active false
         * @description Needs the role `deployer` or one above it.
         */
        put: operations["changeStatus"];
        post?: never;
        /**
         * Remove a status that no incident carries
         * @description Needs the role `deployer` or one above it.
         */
        delete: operations["removeStatus"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incident/severities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All incident severities, by rank
         * @description Needs the role `viewer` or one above it.
         */
        get: operations["listSeverities"];
        put?: never;
        /**
         * Add a severity to the instance
         * @description Needs the role `deployer` or one above it.
         */
        post: operations["addSeverity"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/incident/severities/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change a severity, or retire it with active false
         * @description Needs the role `deployer` or one above it.
         */
        put: operations["changeSeverity"];
        post?: never;
        /**
         * Remove a severity that no incident carries
         * @description Needs the role `deployer` or one above it.
         */
        delete: operations["removeSeverity"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Webhooks of the tenant, newest first
         * @description Needs the role `admin` or one above it.
         */
        get: operations["listWebhooks"];
        put?: never;
        /**
         * Make a webhook
         * @description `data.secret` signs what is sent (Standard Webhooks) and is shown this once. Without `types` every event is sent. It begins with what is committed from now on; `POST /v1/webhooks/{id}/replay` sends what came before.
         *
         *     Needs the role `admin` or one above it.
         *
         *     The answer shows a secret, this once.
         */
        post: operations["addWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One webhook, and how it stands
         * @description Needs the role `admin` or one above it.
         */
        get: operations["getWebhook"];
        /**
         * Change a webhook, switch it off or on
         * @description What is not given stays. Switched on again it goes on where it stood, and the next try is due at once; nothing that was committed meanwhile is left out.
         *
         *     Needs the role `admin` or one above it.
         */
        put: operations["changeWebhook"];
        post?: never;
        /**
         * End a webhook, and remove the record of its deliveries
         * @description Needs the role `admin` or one above it.
         */
        delete: operations["removeWebhook"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/ping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a signed message that is no event, and see what is answered
         * @description Answers 200 whatever the receiver says: `succeeded` tells. When it answered 2xx, an event that waits for its next try is due at once. Within one `Idempotency-Key` the same `webhook-id` is sent.
         *
         *     Needs the role `admin` or one above it.
         */
        post: operations["pingWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/skip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Skip the event that fails, so that the next one is sent
         * @description The event at `seq` must be the one that waits for another try: the one after `cursor`, with `failures` above 0. It counts as set aside; `POST /v1/webhooks/{id}/replay` sends it again later.
         *
         *     Needs the role `admin` or one above it.
         */
        post: operations["skipWebhookEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a webhook another secret
         * @description `data.secret` is shown this once. For 24 hours what is sent carries two signatures, one by each of the two last secrets.
         *
         *     Needs the role `admin` or one above it.
         *
         *     The answer shows a secret, this once.
         */
        post: operations["rotateWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a stretch of the log again
         * @description In order, beside what is new, each event under the `webhook-id` it had before. Events the webhook did not ask for are left out.
         *
         *     Needs the role `admin` or one above it.
         */
        post: operations["replayWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Attempts to deliver, newest first
         * @description Kept for 30 days. What was sent is the event in the log; what was answered is kept up to 2 KB.
         *
         *     Needs the role `admin` or one above it.
         */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your subscriptions, newest first; as an admin all of the tenant
         * @description Needs the role `viewer` or one above it.
         */
        get: operations["listSubscriptions"];
        put?: never;
        /**
         * Have an address follow an incident, or those a filter finds
         * @description It gets mail about updates, comments, and promised updates that are due or overdue; by a filter also about new incidents. Another address than the verified one of the token is asked first and gets nothing until it agrees.
         *
         *     Needs the role `viewer` or one above it.
         */
        post: operations["subscribe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One subscription
         * @description Needs the role `viewer` or one above it.
         */
        get: operations["getSubscription"];
        put?: never;
        post?: never;
        /**
         * End a subscription: your own, as an admin anybody’s
         * @description Needs the role `viewer` or one above it.
         */
        delete: operations["unsubscribe"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/subscriptions/{id}/skip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Skip the message that fails, so that the next one is sent
         * @description The message about the event at `seq` must be the one that waits for another try. It counts as set aside.
         *
         *     Needs the role `viewer` or one above it.
         */
        post: operations["skipSubscriptionEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Your views and those shared with your tenant, by name
         * @description Needs the role `viewer` or one above it.
         */
        get: operations["listViews"];
        put?: never;
        /**
         * Save a view
         * @description Needs the role `viewer` or one above it.
         */
        post: operations["addView"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/views/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One view
         * @description Needs the role `viewer` or one above it.
         */
        get: operations["getView"];
        /**
         * Change a view: your own, as an admin also one that others share
         * @description What is left out stays as it is.
         *
         *     Needs the role `viewer` or one above it.
         */
        put: operations["changeView"];
        post?: never;
        /**
         * Remove a view: your own, as an admin also one that others share
         * @description Needs the role `viewer` or one above it.
         */
        delete: operations["removeView"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the tenant uses of its shares and quotas
         * @description What is scarce is shared fairly between tenants. `shares` is what the tenant has under way in the process that answers: what goes beyond the limit waits, and what waits too long, or beside too much, is refused with 429 or 503 and `Retry-After`. `quotas` is what it keeps: beyond the limit 409, for kept answers 429.
         *
         *     Needs the role `admin` or one above it.
         */
        get: operations["getUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who you are here, and what you may do
         * @description For everyone with a valid token.
         */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * API tokens of the tenant, newest first
         * @description The tokens themselves are not kept and so not shown.
         *
         *     Needs the role `admin` or one above it.
         */
        get: operations["listTokens"];
        put?: never;
        /**
         * Make an API token
         * @description `data.token` is shown this once; only a hash of it is kept. The token acts in this tenant with the given role, and what it changes carries its name. A token made by an account of the embedded provider reaches no further than that account does now, and ends with it. A token made by an API token never outlives it, and ends with it. A tenant may have 100 that have not ended.
         *
         *     Needs the role `admin` or one above it.
         *
         *     The answer shows a secret, this once.
         */
        post: operations["addToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One API token
         * @description Needs the role `admin` or one above it.
         */
        get: operations["getToken"];
        put?: never;
        post?: never;
        /**
         * End an API token and those it made, at once and everywhere
         * @description Needs the role `admin` or one above it.
         */
        delete: operations["removeToken"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Accounts of the tenant, by name
         * @description Needs the role `admin` or one above it.
         */
        get: operations["listAccounts"];
        put?: never;
        /**
         * Make an account in your tenant
         * @description Without a password one is generated; it is in `data.password`, this once.
         *
         *     Needs the role `admin` or one above it.
         *
         *     The answer shows a secret, this once.
         */
        post: operations["addAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One account
         * @description Needs the role `admin` or one above it.
         */
        get: operations["getAccount"];
        /**
         * Change an account
         * @description What is left out stays as it is. A new password or e-mail address, a lower role or `active: false` signs the account out everywhere. Nobody gives a role above their own, and the last admin of a tenant stays one.
         *
         *     Needs the role `admin` or one above it.
         */
        put: operations["changeAccount"];
        post?: never;
        /**
         * Remove an account, its sessions and its API tokens
         * @description Needs the role `admin` or one above it.
         */
        delete: operations["removeAccount"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/me/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change your own password
         * @description Signs you out everywhere, here too. Wrong guesses are slowed down as at the sign-in. 404 for a token without an account behind it.
         *
         *     For everyone with a valid token.
         */
        put: operations["changeOwnPassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/console/configuration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the console needs to begin
         * @description Where people sign in, what this instance offers, and the limits of what is typed in. Public.
         */
        get: operations["getConfiguration"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/livez": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the process is up
         * @description Asks nothing of the database.
         */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether requests should be sent here
         * @description Ready: the database answers, its schema is the one of this version, and the service is not stopping.
         */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Measurements for Prometheus
         * @description In its text format; no label names a tenant.
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * This document
         * @description OpenAPI 3.1. With `If-None-Match` an unchanged one is 304.
         */
        get: operations["getOpenApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page to read and try this document
         * @description For browsers; loads nothing from outside.
         */
        get: operations["getReference"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/mail/confirm/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page that asks whether to have an address follow incidents
         * @description Changes nothing: programs that look at mail follow links.
         */
        get: operations["showConfirmation"];
        put?: never;
        /**
         * Does it: have an address follow incidents
         * @description By the button of the page, or by the mail program’s own (RFC 8058). What is in the body does not matter.
         */
        post: operations["takeConfirmation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/mail/unsubscribe/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A page that asks whether to end a subscription
         * @description Changes nothing: programs that look at mail follow links.
         */
        get: operations["showUnsubscription"];
        put?: never;
        /**
         * Does it: end a subscription
         * @description By the button of the page, or by the mail program’s own (RFC 8058). What is in the body does not matter.
         */
        post: operations["takeUnsubscription"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface webhooks {
    "incident.created": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An incident was reported
         * @description Posted to each webhook that asks for the type, in the order of the log and at least once: drop what comes again under the same `webhook-id`. An answer of 2xx within 15 seconds is success; redirects are not followed. Anything else is tried again after 1 second, then after delays that double up to an hour, for 75 hours; `Retry-After` is honoured, and 410 switches the webhook off.
         */
        post: operations["onIncidentCreated"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "incident.updated": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Fields or custom values of an incident changed
         * @description Posted to each webhook that asks for the type, in the order of the log and at least once: drop what comes again under the same `webhook-id`. An answer of 2xx within 15 seconds is success; redirects are not followed. Anything else is tried again after 1 second, then after delays that double up to an hour, for 75 hours; `Retry-After` is honoured, and 410 switches the webhook off.
         */
        post: operations["onIncidentUpdated"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "incident.deleted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An incident was moved to the bin
         * @description Posted to each webhook that asks for the type, in the order of the log and at least once: drop what comes again under the same `webhook-id`. An answer of 2xx within 15 seconds is success; redirects are not followed. Anything else is tried again after 1 second, then after delays that double up to an hour, for 75 hours; `Retry-After` is honoured, and 410 switches the webhook off.
         */
        post: operations["onIncidentDeleted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "incident.restored": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An incident was taken out of the bin
         * @description Posted to each webhook that asks for the type, in the order of the log and at least once: drop what comes again under the same `webhook-id`. An answer of 2xx within 15 seconds is success; redirects are not followed. Anything else is tried again after 1 second, then after delays that double up to an hour, for 75 hours; `Retry-After` is honoured, and 410 switches the webhook off.
         */
        post: operations["onIncidentRestored"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "incident.purged": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The content of an incident was removed for good
         * @description Posted to each webhook that asks for the type, in the order of the log and at least once: drop what comes again under the same `webhook-id`. An answer of 2xx within 15 seconds is success; redirects are not followed. Anything else is tried again after 1 second, then after delays that double up to an hour, for 75 hours; `Retry-After` is honoured, and 410 switches the webhook off.
         */
        post: operations["onIncidentPurged"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "incident.update_due": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A promised update is due soon
         * @description Posted to each webhook that asks for the type, in the order of the log and at least once: drop what comes again under the same `webhook-id`. An answer of 2xx within 15 seconds is success; redirects are not followed. Anything else is tried again after 1 second, then after delays that double up to an hour, for 75 hours; `Retry-After` is honoured, and 410 switches the webhook off.
         */
        post: operations["onIncidentUpdateDue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "incident.update_overdue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A promised update is overdue
         * @description Posted to each webhook that asks for the type, in the order of the log and at least once: drop what comes again under the same `webhook-id`. An answer of 2xx within 15 seconds is success; redirects are not followed. Anything else is tried again after 1 second, then after delays that double up to an hour, for 75 hours; `Retry-After` is honoured, and 410 switches the webhook off.
         */
        post: operations["onIncidentUpdateOverdue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "comment.added": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Somebody commented on an incident
         * @description Posted to each webhook that asks for the type, in the order of the log and at least once: drop what comes again under the same `webhook-id`. An answer of 2xx within 15 seconds is success; redirects are not followed. Anything else is tried again after 1 second, then after delays that double up to an hour, for 75 hours; `Retry-After` is honoured, and 410 switches the webhook off.
         */
        post: operations["onCommentAdded"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "comment.edited": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A comment was edited
         * @description Posted to each webhook that asks for the type, in the order of the log and at least once: drop what comes again under the same `webhook-id`. An answer of 2xx within 15 seconds is success; redirects are not followed. Anything else is tried again after 1 second, then after delays that double up to an hour, for 75 hours; `Retry-After` is honoured, and 410 switches the webhook off.
         */
        post: operations["onCommentEdited"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "comment.deleted": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A comment was deleted
         * @description Posted to each webhook that asks for the type, in the order of the log and at least once: drop what comes again under the same `webhook-id`. An answer of 2xx within 15 seconds is success; redirects are not followed. Anything else is tried again after 1 second, then after delays that double up to an hour, for 75 hours; `Retry-After` is honoured, and 410 switches the webhook off.
         */
        post: operations["onCommentDeleted"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "attribute.defined": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A custom attribute was defined
         * @description Posted to each webhook that asks for the type, in the order of the log and at least once: drop what comes again under the same `webhook-id`. An answer of 2xx within 15 seconds is success; redirects are not followed. Anything else is tried again after 1 second, then after delays that double up to an hour, for 75 hours; `Retry-After` is honoured, and 410 switches the webhook off.
         */
        post: operations["onAttributeDefined"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "attribute.removed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The definition of a custom attribute was removed
         * @description Posted to each webhook that asks for the type, in the order of the log and at least once: drop what comes again under the same `webhook-id`. An answer of 2xx within 15 seconds is success; redirects are not followed. Anything else is tried again after 1 second, then after delays that double up to an hour, for 75 hours; `Retry-After` is honoured, and 410 switches the webhook off.
         */
        post: operations["onAttributeRemoved"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "catalog.changed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A code was added, changed, retired or removed
         * @description Posted to each webhook that asks for the type, in the order of the log and at least once: drop what comes again under the same `webhook-id`. An answer of 2xx within 15 seconds is success; redirects are not followed. Anything else is tried again after 1 second, then after delays that double up to an hour, for 75 hours; `Retry-After` is honoured, and 410 switches the webhook off.
         */
        post: operations["onCatalogChanged"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export interface components {
    schemas: {
        /**
         * @example {
         *       "id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
         *       "email": "rosa@example.org",
         *       "name": "Rosa Lind",
         *       "role": "responder",
         *       "active": true,
         *       "created_at": "2026-05-01T14:05:00.123456Z",
         *       "created_by": "System Admin",
         *       "updated_at": "2026-05-01T14:05:00.123456Z",
         *       "last_sign_in_at": null
         *     }
         */
        Account: {
            /**
             * Format: uuid
             * @example 01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f
             */
            id: string;
            /** @description Signs in with it */
            email: string;
            /** @description Display name */
            name: string;
            /** @enum {unknown} */
            role: "viewer" | "responder" | "admin" | "deployer";
            /** @description False: can’t sign in, and what was signed in has ended */
            active: boolean;
            /**
             * Format: date-time
             * @description UTC, microseconds
             * @example 2026-05-01T14:05:00.123456Z
             */
            created_at: string;
            /** @description Display name of who made it */
            created_by: string;
            /**
             * Format: date-time
             * @description UTC, microseconds
             * @example 2026-05-01T14:05:00.123456Z
             */
            updated_at: string;
            /**
             * Format: date-time
             * @description Null when never signed in
             */
            last_sign_in_at: string | null;
        };
        /**
         * @example {
         *       "id": "01936f2c-5d1e-7b3a-9c55-0f3a6c1d2e4f",
         *       "name": "Alarm gateway",
         *       "role": "responder",
         *       "created_at": "2026-05-01T14:05:00.123456Z",
         *       "created_by": "System Admin",
         *       "created_by_id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
         *       "last_used_at": null,
         *       "expires_at": "2027-05-01T00:00:00.000000Z",
         *       "parent_id": null
         *     }
         */
        ApiToken: {
            /**
             * Format: uuid
             * @example 01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f
             */
            id: string;
            /** @description Display name; what the token changes carries it */
            name: string;
            /** @enum {unknown} */
            role: "viewer" | "responder" | "admin" | "deployer";
            /**
             * Format: date-time
             * @description UTC, microseconds
             * @example 2026-05-01T14:05:00.123456Z
             */
            created_at: string;
            /** @description Display name of who made it */
            created_by: string;
            /** @description User id of who made it */
            created_by_id: string;
            /**
             * Format: date-time
             * @description Last use, to the minute; null when never used
             */
            last_used_at: string | null;
            /**
             * Format: date-time
             * @description When it ends
             */
            expires_at: string | null;
            /** @description The API token that made it, with which it ends; null when a person did */
            parent_id: string | null;
        };
        /**
         * @example {
         *       "name": "isPending",
         *       "type": "BOOLEAN",
         *       "label": "Pending",
         *       "labels": {
         *         "de": "Ausstehend"
         *       },
         *       "options": null,
         *       "choices": null,
         *       "description": "",
         *       "help": "",
         *       "placement": {
         *         "types": null,
         *         "group": "",
         *         "rank": 0
         *       },
         *       "active": true,
         *       "created_at": "2026-05-01T14:05:00.123456Z",
         *       "created_by": "deployer"
         *     }
         */
        AttributeDefinition: {
            /**
             * @description A letter, then letters, digits and _; unique without regard to case; not name, value or occ_lock
             * @example isPending
             */
            name: string;
            /** @enum {unknown} */
            type: "STRING" | "NUMBER" | "INTEGER" | "BOOLEAN" | "DATE" | "DATETIME" | "ENUM";
            /**
             * Format: visible
             * @description What people read instead of the name, in any script
             * @example Gebäude Nr.
             */
            label: string;
            /**
             * @description Labels by language (BCP 47)
             * @example {
             *       "de": "Gebäude Nr.",
             *       "en": "Building no."
             *     }
             */
            labels: {
                [key: string]: string;
            };
            /** @description Values an ENUM may take, in their order; null for other types */
            options: string[] | null;
            /** @description The same with labels, retired ones too */
            choices: {
                /**
                 * Format: visible
                 * @description What incidents keep
                 * @example NORTH
                 */
                value: string;
                /**
                 * Format: visible
                 * @description What people read
                 * @example North wing
                 */
                label: string;
                /** @description false: retired; incidents that have it keep it, others can’t take it */
                active: boolean;
                /** @description Place in the order, from 0 */
                rank: number;
            }[] | null;
            /** @description What the attribute is for */
            description: string;
            /** @description Shown where a value is entered */
            help: string;
            placement: {
                /** @description Shown for incidents of these types only; null: for all */
                types: string[] | null;
                /** @description Attributes of a group stand together, under its name */
                group: string;
                /** @description Place in the order, from 0 */
                rank: number;
            };
            /** @description false: retired; values are kept, it is not offered any more */
            active: boolean;
            /**
             * Format: date-time
             * @description UTC, microseconds
             * @example 2026-05-01T14:05:00.123456Z
             */
            created_at: string;
            /** @description `deployer`: who it was is told by the event in the log of their own tenant */
            created_by: string;
        };
        CodeEntry: {
            /** @example OPEN */
            code: string;
            /**
             * Format: visible
             * @description Words people see
             * @example Open
             */
            label: string;
            /**
             * @description Place in the order; last when left out
             * @example 2
             */
            rank: number;
            /**
             * @description #rrggbb, or null
             * @example #d03030
             */
            color: string | null;
            /** @description false: retired; old incidents keep it, others cannot take it */
            active: boolean;
        };
        /**
         * @example {
         *       "id": "01936f2b-0a8e-7c40-9f27-5a3d1c5e8a77",
         *       "incident_id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
         *       "user_id": "u-7",
         *       "name": "System Admin",
         *       "text": "Pumps are running, level falling.",
         *       "occurred_at": "2026-05-01T14:12:00.000000Z",
         *       "created_at": "2026-05-01T14:20:00.000017Z",
         *       "created_by": "u-7",
         *       "updated_at": "2026-05-01T14:20:00.000017Z",
         *       "updated_by": "u-7",
         *       "occ_lock": 0,
         *       "tenant_id": "default"
         *     }
         */
        Comment: {
            /**
             * Format: uuid
             * @example 01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f
             */
            id: string;
            /**
             * Format: uuid
             * @example 01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f
             */
            incident_id: string;
            /** @description Author */
            user_id: string;
            /** @description Display name of the author */
            name: string;
            /**
             * Format: visible
             * @description What is said
             * @example Pumps are running, level falling.
             */
            text: string;
            /**
             * Format: date-time
             * @description When it became true, where that is earlier than now; not in the future
             */
            occurred_at: string;
            /**
             * Format: date-time
             * @description UTC, microseconds
             * @example 2026-05-01T14:05:00.123456Z
             */
            created_at: string;
            /** @description User id of the author */
            created_by: string;
            /**
             * Format: date-time
             * @description UTC, microseconds
             * @example 2026-05-01T14:05:00.123456Z
             */
            updated_at: string;
            /** @description User id of who changed it last */
            updated_by: string;
            /**
             * @description Version of the record the caller has seen
             * @example 0
             */
            occ_lock: number;
            tenant_id: string;
        };
        CommentConflict: {
            current: components["schemas"]["Comment"];
        };
        CommentEdit: {
            /**
             * Format: visible
             * @description What is said
             * @example Pumps are running, level falling.
             */
            text: string;
            /**
             * Format: date-time
             * @description When it became true, where that is earlier than now; not in the future
             */
            occurred_at?: string;
            /**
             * @description Version of the record the caller has seen
             * @example 0
             */
            occ_lock?: number;
            /** @description Written by the server; ignored when sent */
            readonly id?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly incident_id?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly user_id?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly name?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly created_at?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly created_by?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly updated_at?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly updated_by?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly tenant_id?: unknown;
        };
        CommentInput: {
            /**
             * Format: visible
             * @description What is said
             * @example Pumps are running, level falling.
             */
            text: string;
            /**
             * Format: date-time
             * @description When it became true, where that is earlier than now; not in the future
             */
            occurred_at?: string;
            /** @description Written by the server; ignored when sent */
            readonly id?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly incident_id?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly user_id?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly name?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly created_at?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly created_by?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly updated_at?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly updated_by?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly tenant_id?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly occ_lock?: unknown;
        };
        /**
         * @example {
         *       "version": "0.1.0",
         *       "issuer": "https://tocsin.example.org/oidc",
         *       "client_id": "tocsin-console",
         *       "scopes": "openid offline_access profile email",
         *       "redirect_path": "/signed-in",
         *       "accounts": true,
         *       "mail": true,
         *       "update_warning_seconds": 300,
         *       "limits": {
         *         "name": 500,
         *         "description": 100000,
         *         "reported_by": 500,
         *         "location": 500,
         *         "comment": 10000,
         *         "q": 500,
         *         "attribute_name": 64,
         *         "attribute_description": 1000,
         *         "string_value": 10000,
         *         "options": 200,
         *         "option": 200,
         *         "code": 64,
         *         "label": 200,
         *         "url": 2048,
         *         "webhook_description": 500,
         *         "token_name": 200,
         *         "account_name": 500,
         *         "email": 254,
         *         "password": 256,
         *         "view_name": 200,
         *         "presence_seconds": 40,
         *         "body_bytes": 1048576
         *       }
         *     }
         */
        Configuration: {
            /** @description Of the service */
            version: string;
            /**
             * Format: uri
             * @description Where people sign in (OpenID Connect); null where only IAM_URL is set, which tells who somebody is but not where to sign in
             */
            issuer: string | null;
            /** @description The public client that the console is there */
            client_id: string;
            /** @description Scopes the console asks for, divided by spaces */
            scopes: string;
            /** @description Where the provider sends the browser back to */
            redirect_path: string;
            /** @description Whether the accounts are the service’s own: /v1/accounts, /v1/me/password */
            accounts: boolean;
            /** @description Whether the service sends mail: /v1/subscriptions */
            mail: boolean;
            /** @description How long before its time a promised update counts as due */
            update_warning_seconds: number;
            /** @description Longest texts in code points, by field; beside them other bounds */
            limits: {
                name: number;
                description: number;
                reported_by: number;
                location: number;
                comment: number;
                q: number;
                attribute_name: number;
                attribute_description: number;
                string_value: number;
                options: number;
                option: number;
                code: number;
                label: number;
                url: number;
                webhook_description: number;
                token_name: number;
                account_name: number;
                email: number;
                password: number;
                view_name: number;
                presence_seconds: number;
                body_bytes: number;
            };
        };
        /**
         * @example {
         *       "seq": 4711,
         *       "id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
         *       "type": "incident.updated",
         *       "occurred_at": "2026-05-01T14:05:00.123456Z",
         *       "recorded_at": "2026-05-01T14:05:00.123456Z",
         *       "tenant_id": "default",
         *       "incident_id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
         *       "reference": "INC-000042",
         *       "incident_n": 7,
         *       "occ_lock": 3,
         *       "subject": {
         *         "kind": "incident",
         *         "id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
         *         "occ_lock": 3
         *       },
         *       "also": [],
         *       "actor": {
         *         "id": "u-7",
         *         "name": "System Admin",
         *         "kind": "user"
         *       },
         *       "request_id": "01936f2a-7c1d-7d01-a3a3-0b5c9f1f8f11",
         *       "reason": null,
         *       "visibility": "all",
         *       "via": "console",
         *       "purged": false,
         *       "changes": [
         *         {
         *           "field": "status",
         *           "from": "NEW",
         *           "to": "OPEN"
         *         }
         *       ],
         *       "data": null
         *     }
         */
        Event: {
            /** @description Number in the tenant’s log: from 1, without gaps, in commit order */
            seq: number;
            /**
             * Format: uuid
             * @example 01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f
             */
            id: string;
            /** @enum {unknown} */
            type: "incident.created" | "incident.updated" | "incident.deleted" | "incident.restored" | "incident.purged" | "incident.update_due" | "incident.update_overdue" | "comment.added" | "comment.edited" | "comment.deleted" | "attribute.defined" | "attribute.removed" | "catalog.changed";
            /**
             * Format: date-time
             * @description When it became true
             */
            occurred_at: string;
            /**
             * Format: date-time
             * @description When Tocsin learned it; never falls as seq rises
             */
            recorded_at: string;
            tenant_id: string;
            /**
             * Format: uuid
             * @example 01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f
             */
            incident_id: string | null;
            /** @example INC-000042 */
            reference: string | null;
            /** @description Its number among the events of the incident, from 1 */
            incident_n: number | null;
            /** @description Version of the incident after the event */
            occ_lock: number | null;
            subject: {
                /**
                 * @description Kind of noun: incident, comment …
                 * @example incident
                 */
                kind: string;
                /** @description Its id; of a code or an attribute, its name */
                id: string;
                /** @description Its version after the event; null when the event raises none */
                occ_lock: number | null;
            };
            /** @description Others that change in the same act */
            also: {
                /**
                 * @description Kind of noun: incident, comment …
                 * @example incident
                 */
                kind: string;
                /** @description Its id; of a code or an attribute, its name */
                id: string;
                /** @description Its version after the event; null when the event raises none */
                occ_lock: number | null;
            }[];
            actor: {
                id: string;
                name: string;
                /** @enum {unknown} */
                kind: "user" | "token" | "system" | "import";
            };
            request_id: string;
            /** @description The rule behind a change made by a rule */
            reason: string | null;
            /**
             * @description Who may read it
             * @enum {unknown}
             */
            visibility: "all" | "admin";
            /**
             * @description The door it came through
             * @enum {unknown}
             */
            via: "api" | "console" | "cli" | "paper" | "mcp" | "mail" | "intake" | "import";
            /** @description True when a purge removed what the event said */
            purged: boolean;
            changes: {
                /**
                 * @description Field that changed; a custom value is attributes.<name>
                 * @example status
                 */
                field: string;
                /** @description Value before; null when there was none */
                from: unknown;
                /** @description Value after; null when there is none */
                to: unknown;
            }[];
            /** @description What the event carries besides: the incident as created, the comment, the definition */
            data: {
                [key: string]: unknown;
            } | null;
        };
        Failure: {
            /** @description What is wrong, for people */
            message: string;
            /** @description One entry for each thing wrong */
            errors: components["schemas"]["Problem"][];
            /** @description What the caller needs to go on, where there is something */
            data?: unknown;
            /**
             * Format: date-time
             * @description As `sent_at`
             */
            timestamp: string;
            /** @description Finds the request in traces and in the log of the service */
            trace_id: string;
            /** @description Code of the first of `errors` */
            errorCode: components["schemas"]["ProblemCode"];
            /** @description As `message` */
            errorMessage: string;
            /** @description What `errors` says, as the newer pages of IMS have it */
            details: {
                /** @description As in `errors`; "" where no field is meant */
                field: string;
                message: string;
            }[];
            sent_at: components["schemas"]["SentAt"];
        };
        /**
         * @example {
         *       "id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
         *       "reference": "INC-000042",
         *       "external_id": null,
         *       "name": "Water on the floor of server room 2",
         *       "description": "The raised floor is wet near rack 14. Pumps are on their way.",
         *       "reported_by": "Night watch",
         *       "status": "OPEN",
         *       "type": "FACILITY",
         *       "severity": "MAJOR",
         *       "date": "2026-05-01T22:04:00+08:00",
         *       "location": "Building C, basement",
         *       "next_update": 1777645200,
         *       "resolved_date": null,
         *       "backdated": false,
         *       "created_at": "2026-05-01T14:05:00.123456Z",
         *       "created_by": "System Admin",
         *       "created_by_id": "u-7",
         *       "updated_at": "2026-05-01T14:09:12.000451Z",
         *       "updated_by": "System Admin",
         *       "updated_by_id": "u-7",
         *       "activity_at": "2026-05-01T14:20:00.000017Z",
         *       "tenant_id": "default",
         *       "occ_lock": 1,
         *       "attributes": {
         *         "isPending": true
         *       }
         *     }
         */
        Incident: {
            /**
             * Format: uuid
             * @example 01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f
             */
            id: string;
            /**
             * @description Human-readable number, unique in the tenant, in order of creation
             * @example INC-000042
             */
            reference: string;
            /**
             * @description Its id in another system, unique in the tenant; paths take it in the place of `id`. Without "/" and control characters, not of the form of an id or a reference
             * @example INC_20241211_0001
             */
            external_id: string | null;
            name: string;
            description: string;
            reported_by: string;
            /**
             * @description Code of a status
             * @example NEW
             */
            status: string;
            /**
             * @description Code of a type
             * @example FACILITY
             */
            type: string;
            /**
             * @description Code of a severity, or "" while not assessed
             * @default
             * @example MAJOR
             */
            severity: string;
            /**
             * Format: date-time
             * @description RFC 3339 date-time with offset, years 0001–9999, up to 9 fraction digits
             * @example 2024-11-11T10:57:27+08:00
             */
            date: string;
            /**
             * @default
             * @example Building C, basement
             */
            location: string;
            /**
             * @description Unix seconds of the next promised update, 0 for none
             * @default 0
             * @example 1777641000
             */
            next_update: number;
            /**
             * Format: date-time
             * @description When it was resolved, offset kept; null: not given
             */
            resolved_date: string | null;
            /**
             * @description Recorded after the fact
             * @default false
             */
            backdated: boolean;
            /**
             * Format: date-time
             * @description UTC, microseconds
             * @example 2026-05-01T14:05:00.123456Z
             */
            created_at: string;
            /** @description Display name */
            created_by: string;
            created_by_id: string;
            /**
             * Format: date-time
             * @description UTC, microseconds
             * @example 2026-05-01T14:05:00.123456Z
             */
            updated_at: string;
            /** @description Display name */
            updated_by: string;
            updated_by_id: string;
            /**
             * Format: date-time
             * @description When anything about it was last recorded: a change, a comment
             */
            activity_at: string;
            tenant_id: string;
            /**
             * @description Version of the record the caller has seen
             * @example 0
             */
            occ_lock: number;
            /** @description Custom values by name; null when none is set */
            attributes: {
                [key: string]: string | number | boolean;
            } | null;
        };
        IncidentConflict: {
            current: components["schemas"]["Incident"];
            /** @description Each field changed since the caller’s version */
            changes: {
                field: string;
                /** @description Value in the version the caller has seen */
                from: unknown;
                /** @description Value now */
                to: unknown;
                /** @description Who changed it last */
                by: string;
                /**
                 * Format: date-time
                 * @description UTC, microseconds
                 * @example 2026-05-01T14:05:00.123456Z
                 */
                at: string;
            }[];
            /** @description Names of the fields both sides changed */
            conflicts: string[];
        };
        IncidentInput: {
            /**
             * Format: visible
             * @description What happened, in a line
             * @example Water on the floor of server room 2
             */
            name: string;
            /**
             * Format: visible
             * @description What is known
             * @example The raised floor is wet near rack 14. Pumps are on their way.
             */
            description: string;
            /**
             * Format: visible
             * @description Who reported it
             * @example Night watch
             */
            reported_by: string;
            /**
             * @description Code of a status
             * @example NEW
             */
            status: string;
            /**
             * @description Code of a type
             * @example FACILITY
             */
            type: string;
            /**
             * Format: date-time
             * @description RFC 3339 date-time with offset, years 0001–9999, up to 9 fraction digits
             * @example 2024-11-11T10:57:27+08:00
             */
            date: string;
            /**
             * @description Code of a severity, or "" while not assessed
             * @default
             * @example MAJOR
             */
            severity?: string;
            /**
             * @default
             * @example Building C, basement
             */
            location?: string;
            /**
             * @description Unix seconds of the next promised update, 0 for none
             * @default 0
             * @example 1777641000
             */
            next_update?: number | null;
            /**
             * Format: date-time-or-empty
             * @description When it was resolved, RFC 3339, offset kept; null or "": not given
             */
            resolved_date?: string | null;
            /**
             * @description Recorded after the fact
             * @default false
             */
            backdated?: boolean;
            /** @description Custom values by name */
            attributes?: {
                [key: string]: string | number | boolean;
            } | null;
            /** @description Written by the server; ignored when sent */
            readonly id?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly reference?: unknown;
            /**
             * @description Its id in another system, unique in the tenant; paths take it in the place of `id`. Without "/" and control characters, not of the form of an id or a reference
             * @example INC_20241211_0001
             */
            external_id?: string | null;
            /** @description Written by the server; ignored when sent */
            readonly created_at?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly created_by?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly created_by_id?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly updated_at?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly updated_by?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly updated_by_id?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly activity_at?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly tenant_id?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly occ_lock?: unknown;
        };
        IncidentPatch: {
            /**
             * Format: visible
             * @description What happened, in a line
             * @example Water on the floor of server room 2
             */
            name?: string;
            /**
             * Format: visible
             * @description What is known
             * @example The raised floor is wet near rack 14. Pumps are on their way.
             */
            description?: string;
            /**
             * Format: visible
             * @description Who reported it
             * @example Night watch
             */
            reported_by?: string;
            /**
             * @description Code of a status
             * @example NEW
             */
            status?: string;
            /**
             * @description Code of a type
             * @example FACILITY
             */
            type?: string;
            /**
             * Format: date-time
             * @description RFC 3339 date-time with offset, years 0001–9999, up to 9 fraction digits
             * @example 2024-11-11T10:57:27+08:00
             */
            date?: string;
            /**
             * @description Code of a severity, or "" while not assessed
             * @default
             * @example MAJOR
             */
            severity?: string | null;
            /**
             * @default
             * @example Building C, basement
             */
            location?: string | null;
            /**
             * @description Unix seconds of the next promised update, 0 for none
             * @default 0
             * @example 1777641000
             */
            next_update?: number | null;
            /**
             * Format: date-time-or-empty
             * @description When it was resolved, RFC 3339, offset kept; null or "": not given
             */
            resolved_date?: string | null;
            /**
             * @description Recorded after the fact
             * @default false
             */
            backdated?: boolean | null;
            /** @description Custom values to set by name; null removes one */
            attributes?: {
                [key: string]: string | number | boolean | null;
            } | null;
            /** @description Written by the server; ignored when sent */
            readonly id?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly reference?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly external_id?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly created_at?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly created_by?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly created_by_id?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly updated_at?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly updated_by?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly updated_by_id?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly activity_at?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly tenant_id?: unknown;
            /**
             * @description Version of the record the caller has seen
             * @example 0
             */
            occ_lock?: number;
            /**
             * Format: date-time
             * @description When it became true, where that is earlier than now; not in the future
             */
            occurred_at?: string;
        };
        IncidentReplacement: {
            /**
             * Format: visible
             * @description What happened, in a line
             * @example Water on the floor of server room 2
             */
            name: string;
            /**
             * Format: visible
             * @description What is known
             * @example The raised floor is wet near rack 14. Pumps are on their way.
             */
            description: string;
            /**
             * Format: visible
             * @description Who reported it
             * @example Night watch
             */
            reported_by: string;
            /**
             * @description Code of a status
             * @example NEW
             */
            status: string;
            /**
             * @description Code of a type
             * @example FACILITY
             */
            type: string;
            /**
             * Format: date-time
             * @description RFC 3339 date-time with offset, years 0001–9999, up to 9 fraction digits
             * @example 2024-11-11T10:57:27+08:00
             */
            date: string;
            /**
             * @description Code of a severity, or "" while not assessed
             * @default
             * @example MAJOR
             */
            severity?: string;
            /**
             * @default
             * @example Building C, basement
             */
            location?: string;
            /**
             * @description Unix seconds of the next promised update, 0 for none
             * @default 0
             * @example 1777641000
             */
            next_update?: number | null;
            /**
             * Format: date-time-or-empty
             * @description When it was resolved, RFC 3339, offset kept; null or "": not given
             */
            resolved_date?: string | null;
            /**
             * @description Recorded after the fact
             * @default false
             */
            backdated?: boolean;
            /** @description Custom values by name */
            attributes?: {
                [key: string]: string | number | boolean;
            } | null;
            /** @description Written by the server; ignored when sent */
            readonly id?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly reference?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly external_id?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly created_at?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly created_by?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly created_by_id?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly updated_at?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly updated_by?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly updated_by_id?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly activity_at?: unknown;
            /** @description Written by the server; ignored when sent */
            readonly tenant_id?: unknown;
            /**
             * @description Version of the record the caller has seen
             * @example 0
             */
            occ_lock?: number;
            /**
             * Format: date-time
             * @description When it became true, where that is earlier than now; not in the future
             */
            occurred_at?: string;
        };
        IncidentUpdate: {
            /**
             * Format: visible
             * @description What is new
             * @example Pumps are running, level falling.
             */
            text: string;
            /**
             * @description Code of a status
             * @example NEW
             */
            status?: string;
            /**
             * @description Unix seconds of the next promised update, 0 for none
             * @default 0
             * @example 1777641000
             */
            next_update?: number | null;
            /**
             * @description Code of a severity, or "" while not assessed
             * @default
             * @example MAJOR
             */
            severity?: string;
            /**
             * Format: date-time
             * @description When it became true, where that is earlier than now; not in the future
             */
            occurred_at?: string;
            /**
             * @description Version of the record the caller has seen
             * @example 0
             */
            occ_lock?: number;
        };
        /**
         * @example {
         *       "user": {
         *         "id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
         *         "name": "System Admin",
         *         "email": "admin@tocsin.local",
         *         "email_verified": true
         *       },
         *       "tenant": {
         *         "id": "default",
         *         "name": "Default"
         *       },
         *       "role": "viewer",
         *       "permissions": [
         *         "incident.read",
         *         "subscription.manage",
         *         "view.manage"
         *       ],
         *       "kind": "user",
         *       "account": true,
         *       "expires_at": "2026-05-01T14:15:00.000Z"
         *     }
         */
        Me: {
            user: {
                id: string;
                /** @description Display name */
                name: string;
                /** @description Null when the token gives none */
                email: string | null;
                /** @description Whether the identity provider vouches for the address */
                email_verified: boolean;
            };
            tenant: {
                id: string;
                name: string;
            };
            /** @enum {unknown} */
            role: "viewer" | "responder" | "admin" | "deployer";
            /** @description What the role allows */
            permissions: ("account.manage" | "comment.moderate" | "comment.write" | "definition.write" | "history.read_removed" | "incident.purge" | "incident.read" | "incident.write" | "subscription.manage" | "token.manage" | "usage.read" | "view.manage" | "view.moderate" | "webhook.manage")[];
            /**
             * @description A person’s access token, or an API token
             * @enum {unknown}
             */
            kind: "user" | "token";
            /** @description Whether it is an account of this service, whose password can be changed at /v1/me/password */
            account: boolean;
            /**
             * Format: date-time
             * @description When the token ends; null when it does not
             */
            expires_at: string | null;
        };
        /**
         * @description What was done, for people; only where there is something to say
         * @example Removed.
         */
        Message: string;
        /**
         * @example {
         *       "id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
         *       "email": "rosa@example.org",
         *       "name": "Rosa Lind",
         *       "role": "responder",
         *       "active": true,
         *       "created_at": "2026-05-01T14:05:00.123456Z",
         *       "created_by": "System Admin",
         *       "updated_at": "2026-05-01T14:05:00.123456Z",
         *       "last_sign_in_at": null,
         *       "password": "b7kq-2mzp-x4tn-hj9c-w3vd"
         *     }
         */
        NewAccount: {
            /**
             * Format: uuid
             * @example 01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f
             */
            id: string;
            /** @description Signs in with it */
            email: string;
            /** @description Display name */
            name: string;
            /** @enum {unknown} */
            role: "viewer" | "responder" | "admin" | "deployer";
            /** @description False: can’t sign in, and what was signed in has ended */
            active: boolean;
            /**
             * Format: date-time
             * @description UTC, microseconds
             * @example 2026-05-01T14:05:00.123456Z
             */
            created_at: string;
            /** @description Display name of who made it */
            created_by: string;
            /**
             * Format: date-time
             * @description UTC, microseconds
             * @example 2026-05-01T14:05:00.123456Z
             */
            updated_at: string;
            /**
             * Format: date-time
             * @description Null when never signed in
             */
            last_sign_in_at: string | null;
            /** @description Only when it was generated: shown this once */
            password?: string;
        };
        /**
         * @example {
         *       "id": "01936f2c-5d1e-7b3a-9c55-0f3a6c1d2e4f",
         *       "name": "Alarm gateway",
         *       "role": "responder",
         *       "created_at": "2026-05-01T14:05:00.123456Z",
         *       "created_by": "System Admin",
         *       "created_by_id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
         *       "last_used_at": null,
         *       "expires_at": "2027-05-01T00:00:00.000000Z",
         *       "parent_id": null,
         *       "token": "tcs_…"
         *     }
         */
        NewApiToken: {
            /**
             * Format: uuid
             * @example 01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f
             */
            id: string;
            /** @description Display name; what the token changes carries it */
            name: string;
            /** @enum {unknown} */
            role: "viewer" | "responder" | "admin" | "deployer";
            /**
             * Format: date-time
             * @description UTC, microseconds
             * @example 2026-05-01T14:05:00.123456Z
             */
            created_at: string;
            /** @description Display name of who made it */
            created_by: string;
            /** @description User id of who made it */
            created_by_id: string;
            /**
             * Format: date-time
             * @description Last use, to the minute; null when never used
             */
            last_used_at: string | null;
            /**
             * Format: date-time
             * @description When it ends
             */
            expires_at: string | null;
            /** @description The API token that made it, with which it ends; null when a person did */
            parent_id: string | null;
            /**
             * @description The token itself; shown this once
             * @example tcs_…
             */
            token: string;
        };
        /**
         * @example {
         *       "number": 1,
         *       "size": 50,
         *       "total_records": 1,
         *       "count": 1,
         *       "sort": [
         *         "created_at,DESC"
         *       ],
         *       "next_cursor": null
         *     }
         */
        Page: {
            /** @description Page number; null when a cursor was given */
            number: number | null;
            /** @description Most records on a page */
            size: number;
            /** @description Records on all pages */
            total_records: number;
            /** @description true: there are so many that their number is an estimate; left out when it is exact */
            total_estimated?: boolean;
            /** @description Records on this page */
            count: number;
            /** @description Order in force, as field,DIRECTION */
            sort: string[];
            /** @description Give as cursor for the next page; null on the last */
            next_cursor: string | null;
        };
        /**
         * @example {
         *       "incident_id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
         *       "present": [
         *         {
         *           "user_id": "u-7",
         *           "name": "System Admin",
         *           "session": "b3f09d2c5a71",
         *           "field": "description",
         *           "since": "2026-05-01T14:05:00.123456Z"
         *         }
         *       ]
         *     }
         */
        Presence: {
            /**
             * Format: uuid
             * @example 01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f
             */
            incident_id: string;
            /** @description Who came first is first */
            present: {
                user_id: string;
                /** @description Display name */
                name: string;
                /** @description One of the pages they have open */
                session: string;
                /** @description The field they are editing; null: they are reading */
                field: string | null;
                /**
                 * Format: date-time
                 * @description UTC, microseconds
                 * @example 2026-05-01T14:05:00.123456Z
                 */
                since: string;
            }[];
        };
        Problem: {
            code: components["schemas"]["ProblemCode"];
            /** @description In words that tell what to mend */
            message: string;
            /** @description Dotted path of the field, or name of the parameter or header */
            field?: string;
        };
        /**
         * @description What is wrong, for programs. More may be added.
         *
         *     * `ABORTED`: The client went away before its request was whole.
         *     * `AND_MORE`: Checking stopped after 100 errors; there may be more.
         *     * `ATTRIBUTE_IN_USE`: Incidents have a value for this attribute.
         *     * `ATTRIBUTE_SET`: The incident has a value for this attribute already.
         *     * `BAD_CONTENT_LENGTH`: The body has not the length that Content-Length says.
         *     * `BAD_CURSOR`: The cursor belongs to another list, sort or filter, or was not given by this service.
         *     * `BAD_DATE`: A day or a date-time that can’t be read, or does not exist.
         *     * `BAD_FORMAT`: A text that has not the form asked for.
         *     * `BAD_HEADER`: A header that can’t be read.
         *     * `BAD_PATH`: A path that can’t be read.
         *     * `BAD_QUERY`: A query that can’t be read.
         *     * `BAD_REQUEST`: This is no HTTP request.
         *     * `BAD_TIME_ZONE`: No time zone of the IANA database.
         *     * `BAD_URL`: An address that webhooks may not have.
         *     * `BAD_VALUE`: A value that is not among those possible.
         *     * `BLANK`: A text without a character that can be seen.
         *     * `CODE_FIXED`: The code of an entry can’t change.
         *     * `CODE_IN_USE`: Incidents have this code: it can be retired, not removed.
         *     * `CONFLICT`: The request does not fit the state of the record.
         *     * `CURSOR_AHEAD`: The position lies beyond the end of the log.
         *     * `DUPLICATE`: The same entry twice in a list.
         *     * `DUPLICATE_CODE`: There is an entry with this code already.
         *     * `DUPLICATE_EMAIL`: There is an account with this e-mail address already.
         *     * `DUPLICATE_EXTERNAL_ID`: There is an incident with this external id already.
         *     * `DUPLICATE_NAME`: There is an attribute with this name already.
         *     * `DUPLICATE_TENANT`: There is a tenant with this id already.
         *     * `EXPECTATION_FAILED`: An Expect header other than 100-continue.
         *     * `FAIR_SHARE`: The tenant has its fair share of costly work under way: try again after Retry-After.
         *     * `FORBIDDEN`: The role does not allow this.
         *     * `HEADERS_TOO_LARGE`: The headers are too long.
         *     * `HEADER_TOO_LARGE`: The headers are too long.
         *     * `IDEMPOTENCY_KEY_IN_FLIGHT`: A request with this Idempotency-Key is under way.
         *     * `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another body.
         *     * `IDEMPOTENCY_MISMATCH`: This Idempotency-Key was used for another body.
         *     * `IDEMPOTENCY_QUOTA`: The answers kept for this tenant fill its quota: try again after Retry-After, or without an Idempotency-Key.
         *     * `INTERNAL`: A defect of the service; its log has the request by trace_id.
         *     * `INVALID`: The request can’t be taken as it is.
         *     * `IN_FUTURE`: An instant that lies in the future.
         *     * `LAST_ADMIN`: The tenant would be left without an admin.
         *     * `LIMIT_REACHED`: There are as many as there may be.
         *     * `MAIL_OFF`: This instance sends no mail.
         *     * `MALFORMED_JSON`: The body is no JSON as RFC 8259 has it.
         *     * `METHOD_NOT_ALLOWED`: The path takes other methods; Allow names them.
         *     * `MISSING`: Something required is missing.
         *     * `MISSING_HEADER`: A required header is missing.
         *     * `NAME_FIXED`: The name can’t change.
         *     * `NOT_ACCEPTABLE`: No media type of Accept can be answered with.
         *     * `NOT_AUTHOR`: Only the author or an admin may change this.
         *     * `NOT_FAILING`: There is nothing to skip: it is not failing.
         *     * `NOT_FOUND`: There is nothing of this id or path, or the caller may not see it.
         *     * `NOT_OWNER`: Only its owner or an admin may change this.
         *     * `NOT_RESOLVED`: A resolution date with a status that is neither resolved nor closed.
         *     * `NO_ROLE`: The token’s roles name none that is known here.
         *     * `NO_TENANT`: The token names no tenant.
         *     * `OTHER_EPOCH`: The position is from another epoch of the database (restored from a backup): read from the start.
         *     * `OUTBOUND_OFF`: Calls to the outside are off.
         *     * `OUT_OF_RANGE`: A number or an instant outside its bounds.
         *     * `PAGE_TOO_LARGE`: The page would be too large; ask for fewer records, or go by cursor.
         *     * `PRECONDITION_FAILED`: The record is not at the version that If-Match names.
         *     * `RATE_LIMITED`: Too many requests: try again after Retry-After.
         *     * `REPEATED_HEADER`: A header that may stand once stands more often.
         *     * `REPEATED_PARAMETER`: A parameter that may stand once stands more often.
         *     * `RESERVED_NAME`: A name that has another meaning.
         *     * `RETIRED_CODE`: The code is retired: incidents keep it, others can’t take it.
         *     * `RETIRED_OPTION`: The option is retired: incidents keep it, others can’t take it.
         *     * `ROLE_TOO_LOW`: The caller’s role is below the one that would be given.
         *     * `STALE_OCC_LOCK`: The record has changed since the version that was given.
         *     * `TARGET_NOT_ALLOWED`: Webhooks may not call this address.
         *     * `TENANT_SUSPENDED`: The tenant is suspended.
         *     * `TIMEOUT`: The request took too long to arrive.
         *     * `TOKEN_INVALID`: The access token is expired, revoked or not for this service.
         *     * `TOKEN_MISSING`: There is no access token.
         *     * `TOO_LARGE`: The body is too large.
         *     * `TOO_LONG`: A text or a list that is too long.
         *     * `TOO_MANY`: There are as many as there may be.
         *     * `TOO_MANY_ATTEMPTS`: Too many attempts: try again after Retry-After.
         *     * `TOO_SHORT`: A text or a list that is too short.
         *     * `TYPE_FIXED`: The type of an attribute can’t change.
         *     * `UNAUTHENTICATED`: The caller is not known.
         *     * `UNAVAILABLE`: The service, or something it needs, is away or full: try again after Retry-After.
         *     * `UNDEFINED_ATTRIBUTE`: No attribute of this name is defined.
         *     * `UNKNOWN_CODE`: No entry of the code table has this code.
         *     * `UNKNOWN_FIELD`: A field that does not exist.
         *     * `UNKNOWN_INCIDENT`: There is no such incident.
         *     * `UNKNOWN_PARAMETER`: A query parameter that does not exist.
         *     * `UNSUPPORTED_ENCODING`: A Content-Encoding that is not taken.
         *     * `UNSUPPORTED_MEDIA_TYPE`: A body of another type than JSON.
         *     * `VERSIONS_DISAGREE`: occ_lock and If-Match name different versions.
         *     * `WEBHOOK_OFF`: The webhook is switched off.
         *     * `WRONG_PASSWORD`: The present password is another one.
         *     * `WRONG_TYPE`: A value of another type than asked for.
         *     * `WRONG_TOKENS`: Too many tokens from this address are not known here: try again after Retry-After.
         * @enum {string}
         */
        ProblemCode: "ABORTED" | "AND_MORE" | "ATTRIBUTE_IN_USE" | "ATTRIBUTE_SET" | "BAD_CONTENT_LENGTH" | "BAD_CURSOR" | "BAD_DATE" | "BAD_FORMAT" | "BAD_HEADER" | "BAD_PATH" | "BAD_QUERY" | "BAD_REQUEST" | "BAD_TIME_ZONE" | "BAD_URL" | "BAD_VALUE" | "BLANK" | "CODE_FIXED" | "CODE_IN_USE" | "CONFLICT" | "CURSOR_AHEAD" | "DUPLICATE" | "DUPLICATE_CODE" | "DUPLICATE_EMAIL" | "DUPLICATE_EXTERNAL_ID" | "DUPLICATE_NAME" | "DUPLICATE_TENANT" | "EXPECTATION_FAILED" | "FAIR_SHARE" | "FORBIDDEN" | "HEADERS_TOO_LARGE" | "HEADER_TOO_LARGE" | "IDEMPOTENCY_KEY_IN_FLIGHT" | "IDEMPOTENCY_KEY_REUSED" | "IDEMPOTENCY_MISMATCH" | "IDEMPOTENCY_QUOTA" | "INTERNAL" | "INVALID" | "IN_FUTURE" | "LAST_ADMIN" | "LIMIT_REACHED" | "MAIL_OFF" | "MALFORMED_JSON" | "METHOD_NOT_ALLOWED" | "MISSING" | "MISSING_HEADER" | "NAME_FIXED" | "NOT_ACCEPTABLE" | "NOT_AUTHOR" | "NOT_FAILING" | "NOT_FOUND" | "NOT_OWNER" | "NOT_RESOLVED" | "NO_ROLE" | "NO_TENANT" | "OTHER_EPOCH" | "OUTBOUND_OFF" | "OUT_OF_RANGE" | "PAGE_TOO_LARGE" | "PRECONDITION_FAILED" | "RATE_LIMITED" | "REPEATED_HEADER" | "REPEATED_PARAMETER" | "RESERVED_NAME" | "RETIRED_CODE" | "RETIRED_OPTION" | "ROLE_TOO_LOW" | "STALE_OCC_LOCK" | "TARGET_NOT_ALLOWED" | "TENANT_SUSPENDED" | "TIMEOUT" | "TOKEN_INVALID" | "TOKEN_MISSING" | "TOO_LARGE" | "TOO_LONG" | "TOO_MANY" | "TOO_MANY_ATTEMPTS" | "TOO_SHORT" | "TYPE_FIXED" | "UNAUTHENTICATED" | "UNAVAILABLE" | "UNDEFINED_ATTRIBUTE" | "UNKNOWN_CODE" | "UNKNOWN_FIELD" | "UNKNOWN_INCIDENT" | "UNKNOWN_PARAMETER" | "UNSUPPORTED_ENCODING" | "UNSUPPORTED_MEDIA_TYPE" | "VERSIONS_DISAGREE" | "WEBHOOK_OFF" | "WRONG_PASSWORD" | "WRONG_TYPE" | "WRONG_TOKENS";
        Quota: {
            /** @description Of the tenant: api_tokens (not ended), webhooks, shared_views, kept_answer_bytes (under Idempotency-Keys, in 24 hours). Of the caller: views, subscriptions */
            name: string;
            /**
             * @description Whose it is
             * @enum {unknown}
             */
            of: "tenant" | "person";
            /** @description records or bytes */
            unit: string;
            /** @description What is used now */
            used: number;
            /** @description The most that may be */
            limit: number;
        };
        /**
         * Format: date-time
         * @description When the answer was made, UTC
         * @example 2026-05-01T14:20:00.000Z
         */
        SentAt: string;
        Share: {
            /** @description requests (being answered), large_bodies (over 64 kB), costly_requests (lists, search, summaries, exports, reads of the log), held_calls (long polls), streams, name_lookups (of webhooks), answer_bytes (made and not yet taken by their readers) */
            name: string;
            /** @description requests, streams, lookups or bytes */
            unit: string;
            /** @description What is used now */
            used: number;
            /** @description The most that may be */
            limit: number;
            /** @description What waits for its turn */
            waiting: number;
        };
        StatusEntry: {
            /** @example OPEN */
            code: string;
            /**
             * Format: visible
             * @description Words people see
             * @example Open
             */
            label: string;
            /**
             * @description Place in the order; last when left out
             * @example 2
             */
            rank: number;
            /**
             * @description #rrggbb, or null
             * @example #d03030
             */
            color: string | null;
            /** @description false: retired; old incidents keep it, others cannot take it */
            active: boolean;
            /**
             * @description What the status means for the life of an incident
             * @enum {unknown}
             */
            category: "new" | "active" | "resolved" | "closed";
        };
        /**
         * @example {
         *       "id": "01936f2e-77aa-7c10-8a31-2f9d4c6b8e55",
         *       "email": "night.watch@example.org",
         *       "incident_id": null,
         *       "filter": {
         *         "severity": [
         *           "CRITICAL"
         *         ]
         *       },
         *       "confirmed": false,
         *       "ended_reason": null,
         *       "failures": 0,
         *       "last_error": null,
         *       "next_try_at": null,
         *       "set_aside": 0,
         *       "last_set_aside": null,
         *       "owner": "System Admin",
         *       "owner_id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
         *       "created_at": "2026-05-01T14:05:00.123456Z"
         *     }
         */
        Subscription: {
            /**
             * Format: uuid
             * @example 01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f
             */
            id: string;
            email: string;
            /**
             * Format: uuid
             * @example 01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f
             */
            incident_id: string | null;
            filter: {
                /** @description Words or parts of words, as in the list */
                q?: string;
                /** @description Codes of a status */
                status?: string[];
                /** @description Codes of a type */
                type?: string[];
                /** @description Codes of a severity; empty for not assessed */
                severity?: string[];
                /** @description Exactly this reporter */
                reported_by?: string;
            } | null;
            /** @description Whether the address agreed; until then it gets nothing but the question */
            confirmed: boolean;
            /** @description Why nothing is sent any more; null while it is */
            ended_reason: string | null;
            /** @description Failed tries of the message that is due, in a row */
            failures: number;
            /** @description What the last of them was */
            last_error: string | null;
            /**
             * Format: date-time
             * @description When it is tried again; null: nothing waits
             */
            next_try_at: string | null;
            /** @description Events given up after repeated refusals, or skipped; later ones were delivered all the same */
            set_aside: number;
            /** @description The latest event that was given up or skipped */
            last_set_aside: {
                /** @description Its position in the log */
                seq: number;
                /**
                 * Format: date-time
                 * @description UTC, microseconds
                 * @example 2026-05-01T14:05:00.123456Z
                 */
                at: string;
                /** @description Why */
                error: string;
            } | null;
            /** @description Display name of who made it */
            owner: string;
            /** @description User id of who made it */
            owner_id: string;
            /**
             * Format: date-time
             * @description UTC, microseconds
             * @example 2026-05-01T14:05:00.123456Z
             */
            created_at: string;
        };
        /**
         * @example {
         *       "shares": [
         *         {
         *           "name": "requests",
         *           "unit": "requests",
         *           "used": 3,
         *           "limit": 1000,
         *           "waiting": 0
         *         },
         *         {
         *           "name": "costly_requests",
         *           "unit": "requests",
         *           "used": 2,
         *           "limit": 2,
         *           "waiting": 5
         *         },
         *         {
         *           "name": "answer_bytes",
         *           "unit": "bytes",
         *           "used": 2113536,
         *           "limit": 25165824,
         *           "waiting": 0
         *         }
         *       ],
         *       "quotas": [
         *         {
         *           "name": "api_tokens",
         *           "of": "tenant",
         *           "unit": "records",
         *           "used": 12,
         *           "limit": 100
         *         },
         *         {
         *           "name": "kept_answer_bytes",
         *           "of": "tenant",
         *           "unit": "bytes",
         *           "used": 1890304,
         *           "limit": 536870912
         *         },
         *         {
         *           "name": "views",
         *           "of": "person",
         *           "unit": "records",
         *           "used": 4,
         *           "limit": 200
         *         }
         *       ]
         *     }
         */
        Usage: {
            /** @description In the process that answers; each has shares of its own */
            shares: components["schemas"]["Share"][];
            /** @description The same in every process */
            quotas: components["schemas"]["Quota"][];
        };
        /**
         * @example {
         *       "id": "01936f2f-2b60-7d41-9d0e-7a4c8e21b5f3",
         *       "name": "Critical, newest first",
         *       "page": "incidents",
         *       "state": "severity=CRITICAL&sort=date,DESC",
         *       "shared": true,
         *       "owner": "System Admin",
         *       "owner_id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
         *       "created_at": "2026-05-01T14:05:00.123456Z",
         *       "updated_at": "2026-05-01T14:05:00.123456Z"
         *     }
         */
        View: {
            /**
             * Format: uuid
             * @example 01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f
             */
            id: string;
            name: string;
            /**
             * @description Page of the console
             * @enum {unknown}
             */
            page: "incidents" | "board" | "overview";
            /** @description The query string of the page’s address */
            state: string;
            /** @description Whether everybody in the tenant sees it */
            shared: boolean;
            /** @description Display name of who made it */
            owner: string;
            /** @description User id of who made it */
            owner_id: string;
            /**
             * Format: date-time
             * @description UTC, microseconds
             * @example 2026-05-01T14:05:00.123456Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @description UTC, microseconds
             * @example 2026-05-01T14:05:00.123456Z
             */
            updated_at: string;
        };
        /**
         * @example {
         *       "id": "01936f2c-5d1e-7b3a-9c55-0f3a6c1d2e4f",
         *       "url": "https://receiver.example/tocsin",
         *       "types": [
         *         "incident.*"
         *       ],
         *       "description": "On-call pager",
         *       "enabled": true,
         *       "disabled_reason": null,
         *       "cursor": 4711,
         *       "failures": 0,
         *       "failing_since": null,
         *       "last_error": null,
         *       "next_try_at": null,
         *       "set_aside": 0,
         *       "last_set_aside": null,
         *       "previous_secret_until": null,
         *       "created_at": "2026-05-01T14:05:00.123456Z",
         *       "created_by": "System Admin",
         *       "created_by_id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
         *       "updated_at": "2026-05-01T14:05:00.123456Z"
         *     }
         */
        Webhook: {
            /**
             * Format: uuid
             * @example 01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f
             */
            id: string;
            url: string;
            types: string[];
            description: string;
            /** @description Whether events are sent */
            enabled: boolean;
            /** @description Why it was switched off, for people; null while it is on */
            disabled_reason: string | null;
            /** @description Last event of the log dealt with: the next one sent comes after it */
            cursor: number;
            /** @description Failed tries of the event after the cursor, in a row */
            failures: number;
            /**
             * Format: date-time
             * @description First of these failures
             */
            failing_since: string | null;
            /** @description What the last of them was */
            last_error: string | null;
            /**
             * Format: date-time
             * @description When it is tried again; null: nothing waits
             */
            next_try_at: string | null;
            /** @description Events given up after repeated refusals, or skipped; later ones were delivered all the same */
            set_aside: number;
            /** @description The latest event that was given up or skipped */
            last_set_aside: {
                /** @description Its position in the log */
                seq: number;
                /**
                 * Format: date-time
                 * @description UTC, microseconds
                 * @example 2026-05-01T14:05:00.123456Z
                 */
                at: string;
                /** @description Why */
                error: string;
            } | null;
            /**
             * Format: date-time
             * @description Until when the secret before this one signs as well
             */
            previous_secret_until: string | null;
            /**
             * Format: date-time
             * @description UTC, microseconds
             * @example 2026-05-01T14:05:00.123456Z
             */
            created_at: string;
            /** @description Display name of who made it */
            created_by: string;
            /** @description User id of who made it */
            created_by_id: string;
            /**
             * Format: date-time
             * @description UTC, microseconds
             * @example 2026-05-01T14:05:00.123456Z
             */
            updated_at: string;
        };
        /**
         * @example {
         *       "id": "01936f2d-1bd0-7c1e-9a70-3d5f7e8c9b21",
         *       "kind": "event",
         *       "seq": 4711,
         *       "event_type": "incident.updated",
         *       "incident_id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
         *       "message_id": "evt_37a8eec1ce19_0193c0de-7c1e-7b3a-9c55-0f3a6c1d2e4f_4711",
         *       "attempted_at": "2026-05-01T14:05:00.201007Z",
         *       "duration_ms": 84,
         *       "succeeded": false,
         *       "status": 503,
         *       "error": null,
         *       "response": "Down for maintenance",
         *       "next_try_at": "2026-05-01T14:05:01.180223Z"
         *     }
         */
        WebhookDelivery: {
            /**
             * Format: uuid
             * @example 01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f
             */
            id: string;
            /** @enum {unknown} */
            kind: "event" | "replay" | "ping";
            /** @description The event’s position in the log; null for a ping */
            seq: number | null;
            event_type: string;
            /**
             * Format: uuid
             * @example 01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f
             */
            incident_id: string | null;
            /** @description The header webhook-id: the same at every attempt and replay of one event */
            message_id: string;
            /**
             * Format: date-time
             * @description UTC, microseconds
             * @example 2026-05-01T14:05:00.123456Z
             */
            attempted_at: string;
            duration_ms: number;
            /** @description Whether the answer was 2xx */
            succeeded: boolean;
            /** @description Status of the answer; null when there was none */
            status: number | null;
            /** @description Why there was no answer */
            error: string | null;
            /** @description First 2 KB of the answer; null when a purge of the incident removed it */
            response: string | null;
            /**
             * Format: date-time
             * @description When it is tried again, if it is
             */
            next_try_at: string | null;
        };
        WebhookMessage: {
            /**
             * @description Type of the event
             * @example incident.updated
             */
            type: string;
            /**
             * Format: date-time
             * @description When the event was recorded
             */
            timestamp: string;
            data: components["schemas"]["Event"];
        };
        /**
         * @example {
         *       "id": "01936f2d-08aa-7d3e-8f7b-5b1c6f2a9e10",
         *       "webhook_id": "01936f2c-5d1e-7b3a-9c55-0f3a6c1d2e4f",
         *       "from_seq": 4000,
         *       "to_seq": 4711
         *     }
         */
        WebhookReplay: {
            /**
             * Format: uuid
             * @example 01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f
             */
            id: string;
            /**
             * Format: uuid
             * @example 01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f
             */
            webhook_id: string;
            from_seq: number;
            to_seq: number;
        };
        /**
         * @example {
         *       "id": "01936f2c-5d1e-7b3a-9c55-0f3a6c1d2e4f",
         *       "url": "https://receiver.example/tocsin",
         *       "types": [
         *         "incident.*"
         *       ],
         *       "description": "On-call pager",
         *       "enabled": true,
         *       "disabled_reason": null,
         *       "cursor": 4711,
         *       "failures": 0,
         *       "failing_since": null,
         *       "last_error": null,
         *       "next_try_at": null,
         *       "set_aside": 0,
         *       "last_set_aside": null,
         *       "previous_secret_until": null,
         *       "created_at": "2026-05-01T14:05:00.123456Z",
         *       "created_by": "System Admin",
         *       "created_by_id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
         *       "updated_at": "2026-05-01T14:05:00.123456Z",
         *       "secret": "whsec_…"
         *     }
         */
        WebhookWithSecret: {
            /**
             * Format: uuid
             * @example 01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f
             */
            id: string;
            url: string;
            types: string[];
            description: string;
            /** @description Whether events are sent */
            enabled: boolean;
            /** @description Why it was switched off, for people; null while it is on */
            disabled_reason: string | null;
            /** @description Last event of the log dealt with: the next one sent comes after it */
            cursor: number;
            /** @description Failed tries of the event after the cursor, in a row */
            failures: number;
            /**
             * Format: date-time
             * @description First of these failures
             */
            failing_since: string | null;
            /** @description What the last of them was */
            last_error: string | null;
            /**
             * Format: date-time
             * @description When it is tried again; null: nothing waits
             */
            next_try_at: string | null;
            /** @description Events given up after repeated refusals, or skipped; later ones were delivered all the same */
            set_aside: number;
            /** @description The latest event that was given up or skipped */
            last_set_aside: {
                /** @description Its position in the log */
                seq: number;
                /**
                 * Format: date-time
                 * @description UTC, microseconds
                 * @example 2026-05-01T14:05:00.123456Z
                 */
                at: string;
                /** @description Why */
                error: string;
            } | null;
            /**
             * Format: date-time
             * @description Until when the secret before this one signs as well
             */
            previous_secret_until: string | null;
            /**
             * Format: date-time
             * @description UTC, microseconds
             * @example 2026-05-01T14:05:00.123456Z
             */
            created_at: string;
            /** @description Display name of who made it */
            created_by: string;
            /** @description User id of who made it */
            created_by_id: string;
            /**
             * Format: date-time
             * @description UTC, microseconds
             * @example 2026-05-01T14:05:00.123456Z
             */
            updated_at: string;
            /**
             * @description Signs what is sent; shown this once
             * @example whsec_…
             */
            secret: string;
        };
    };
    responses: {
        /** @description The access token is missing, malformed, expired or not one of this service. */
        Unauthenticated: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "WWW-Authenticate": components["headers"]["WWWAuthenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The body is larger than 1 MiB. */
        TooLarge: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The body is not JSON in UTF-8, or is compressed. */
        UnsupportedMediaType: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description The `Idempotency-Key` came before, with another body. */
        IdempotencyMismatch: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description More requests in a minute than this instance allows a user; only where a limit is set. */
        RateLimited: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                "RateLimit-Limit": components["headers"]["RateLimitLimit"];
                "RateLimit-Remaining": components["headers"]["RateLimitRemaining"];
                "RateLimit-Reset": components["headers"]["RateLimitReset"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description A defect of the service; the request id finds it in its log. No input should lead here. */
        Internal: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
        /** @description Too busy, stopping, or a dependency is away; try again after `Retry-After` seconds. */
        Unavailable: {
            headers: {
                "X-Request-Id": components["headers"]["RequestId"];
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["Failure"];
            };
        };
    };
    parameters: {
        /** @description Makes the request happen once, however often it is sent: a repetition gets the kept answer. Per tenant, user and path, kept for 24 hours; refusals (4xx) are not kept. Choose a new random one for each thing you mean to do. */
        IdempotencyKey: string;
        /** @description The ETag of the version this change is based on; a stale one is refused with 412. `*` says nothing. */
        IfMatch: string;
        /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
        TocsinVia: "console" | "cli" | "paper";
        /** @description To the stream: the last id seen. Counts more than `after`, since a reader that comes back repeats its address. */
        LastEventId: string;
        /** @description ETags at hand; when one of them is current the answer is 304 without a body. */
        IfNoneMatch: string;
    };
    requestBodies: never;
    headers: {
        /** @description Identifies this request, also in the log of the service */
        RequestId: string;
        /** @description The `occ_lock` of the record, in quotes: give it as If-Match or If-None-Match */
        ETag: string;
        /** @description Names this text, in quotes: give it as If-None-Match */
        Digest: string;
        /** @description Path of what was made */
        Location: string;
        /** @description Seconds after which to try again */
        RetryAfter: number;
        /** @description `true` when this is the kept answer to an earlier request with the same Idempotency-Key */
        IdempotencyReplayed: "true";
        /** @description The challenge of RFC 6750 */
        WWWAuthenticate: string;
        /** @description Requests a user may make in a minute */
        RateLimitLimit: number;
        /** @description Requests left in this minute */
        RateLimitRemaining: number;
        /** @description Of a stream: the epoch of the database that its ids belong to */
        TocsinEpoch: string;
        /** @description Of a stream: the position after which it begins */
        TocsinPosition: number;
        /** @description Seconds until the minute is over */
        RateLimitReset: number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listIncidents: {
        parameters: {
            query?: {
                /** @description Words or parts of words in name, description, location, reporter, custom values and comments; words in quotes together; or the number or id of an incident (`INC-000042`, `#42`, `42`) */
                q?: string;
                /** @description Code of a status; repeatable */
                status?: string[];
                /** @description Code of a type; repeatable */
                type?: string[];
                /** @description Code of a severity; repeatable; empty for not assessed */
                severity?: string[];
                /** @description Exactly this reporter, however the letters are composed */
                reported_by?: string;
                /** @description Date at or after */
                date_from?: string;
                /** @description Date at or before */
                date_to?: string;
                /** @description Changed at or after */
                updated_since?: string;
                /** @description true: the promised update is past and the incident not resolved */
                overdue?: boolean;
                /** @description true: the promised update is within the next hour and the incident not resolved */
                due?: boolean;
                /** @description true: what lies in the bin */
                deleted?: boolean;
                /** @description Page, from 1 */
                page?: number;
                /** @description Records on a page; 50 where only page or cursor is given */
                size?: number;
                /** @description field,ASC or field,DESC (the default direction); repeatable. Fields: created_at, updated_at, date, reference, name, description, reported_by, location, created_by, updated_by, status, type, severity, next_update, resolved_date, backdated, occ_lock. Default created_at,DESC; with q, how well it matches */
                sort?: string[];
                /** @description next_cursor of the page before; not with page */
                cursor?: string;
                /** @description Any number of parameters whose names begin with `attributes.`: each key of this object is one such parameter, prefix included, as in `?attributes.isPending=true`. */
                attributes?: {
                    [key: string]: string;
                };
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            incidents: components["schemas"]["Incident"][];
                            /**
                             * @description Incidents that match; in an answer without pages, those sent
                             * @example 1
                             */
                            total: number;
                        };
                        message?: components["schemas"]["Message"];
                        page?: components["schemas"]["Page"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    createIncident: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request happen once, however often it is sent: a repetition gets the kept answer. Per tenant, user and path, kept for 24 hours; refusals (4xx) are not kept. Choose a new random one for each thing you mean to do. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Water on the floor of server room 2",
                 *       "description": "The raised floor is wet near rack 14. Pumps are on their way.",
                 *       "reported_by": "Night watch",
                 *       "status": "NEW",
                 *       "type": "FACILITY",
                 *       "severity": "MAJOR",
                 *       "date": "2026-05-01T22:04:00+08:00",
                 *       "location": "Building C, basement"
                 *     }
                 */
                "application/json": components["schemas"]["IncidentInput"];
            };
        };
        responses: {
            /** @description Made; `Location` names it */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                     *         "reference": "INC-000042",
                     *         "external_id": null,
                     *         "name": "Water on the floor of server room 2",
                     *         "description": "The raised floor is wet near rack 14. Pumps are on their way.",
                     *         "reported_by": "Night watch",
                     *         "status": "NEW",
                     *         "type": "FACILITY",
                     *         "severity": "MAJOR",
                     *         "date": "2026-05-01T22:04:00+08:00",
                     *         "location": "Building C, basement",
                     *         "next_update": 0,
                     *         "resolved_date": null,
                     *         "backdated": false,
                     *         "created_at": "2026-05-01T14:05:00.123456Z",
                     *         "created_by": "System Admin",
                     *         "created_by_id": "u-7",
                     *         "updated_at": "2026-05-01T14:05:00.123456Z",
                     *         "updated_by": "System Admin",
                     *         "updated_by_id": "u-7",
                     *         "activity_at": "2026-05-01T14:20:00.000017Z",
                     *         "tenant_id": "default",
                     *         "occ_lock": 0,
                     *         "attributes": null
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Incident"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The record, or another request, is in the way. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    summarizeIncidents: {
        parameters: {
            query?: {
                /** @description Words or parts of words in name, description, location, reporter, custom values and comments; words in quotes together; or the number or id of an incident (`INC-000042`, `#42`, `42`) */
                q?: string;
                /** @description Code of a status; repeatable */
                status?: string[];
                /** @description Code of a type; repeatable */
                type?: string[];
                /** @description Code of a severity; repeatable; empty for not assessed */
                severity?: string[];
                /** @description Exactly this reporter, however the letters are composed */
                reported_by?: string;
                /** @description Date at or after */
                date_from?: string;
                /** @description Date at or before */
                date_to?: string;
                /** @description Changed at or after */
                updated_since?: string;
                /** @description true: the promised update is past and the incident not resolved */
                overdue?: boolean;
                /** @description true: the promised update is within the next hour and the incident not resolved */
                due?: boolean;
                /** @description true: what lies in the bin */
                deleted?: boolean;
                /** @description Days of per_day */
                days?: number;
                /** @description IANA name of the zone whose days are meant */
                time_zone?: string;
                /** @description Any number of parameters whose names begin with `attributes.`: each key of this object is one such parameter, prefix included, as in `?attributes.isPending=true`. */
                attributes?: {
                    [key: string]: string;
                };
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "total": 42,
                     *         "open": 7,
                     *         "unassessed": 1,
                     *         "overdue": 1,
                     *         "due": 2,
                     *         "by_status": [
                     *           {
                     *             "code": "OPEN",
                     *             "count": 7
                     *           },
                     *           {
                     *             "code": "CLOSED",
                     *             "count": 35
                     *           }
                     *         ],
                     *         "by_severity": [
                     *           {
                     *             "code": "MAJOR",
                     *             "count": 41
                     *           },
                     *           {
                     *             "code": "",
                     *             "count": 1
                     *           }
                     *         ],
                     *         "by_type": [
                     *           {
                     *             "code": "FACILITY",
                     *             "count": 42
                     *           }
                     *         ],
                     *         "open_by_severity": [
                     *           {
                     *             "code": "MAJOR",
                     *             "count": 6
                     *           },
                     *           {
                     *             "code": "",
                     *             "count": 1
                     *           }
                     *         ],
                     *         "per_day": [
                     *           {
                     *             "day": "2026-05-01",
                     *             "reported": 3,
                     *             "resolved": 2
                     *           }
                     *         ],
                     *         "time_to_resolve": {
                     *           "count": 35,
                     *           "median_seconds": 5400,
                     *           "p90_seconds": 86400
                     *         }
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: {
                            total: number;
                            /** @description Not of category resolved or closed */
                            open: number;
                            /** @description Open, without a severity */
                            unassessed: number;
                            /** @description Promised update is past, not resolved */
                            overdue: number;
                            /** @description Promised update within the next hour, not resolved */
                            due: number;
                            /** @description Incidents by status, in its order; codes nobody carries are left out */
                            by_status: {
                                code: string;
                                count: number;
                            }[];
                            /** @description Incidents by severity, in its order; codes nobody carries are left out */
                            by_severity: {
                                code: string;
                                count: number;
                            }[];
                            /** @description Incidents by type, in its order; codes nobody carries are left out */
                            by_type: {
                                code: string;
                                count: number;
                            }[];
                            /** @description Incidents by severity, in its order; codes nobody carries are left out */
                            open_by_severity: {
                                code: string;
                                count: number;
                            }[];
                            /** @description The last days up to today, by date and resolved_date; days of UTC, or of `time_zone` */
                            per_day: {
                                /**
                                 * Format: date
                                 * @example 2026-05-01
                                 */
                                day: string;
                                reported: number;
                                resolved: number;
                            }[];
                            time_to_resolve: {
                                count: number;
                                /** @description From date to resolved_date; of more than 20,000, those resolved last */
                                median_seconds: number | null;
                                p90_seconds: number | null;
                            };
                        };
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listPromises: {
        parameters: {
            query?: {
                /** @description Promised for this instant or later */
                from?: string;
                /** @description Promised for before this instant */
                to?: string;
                /** @description Length of a period; weeks begin on Monday */
                bucket?: "day" | "week" | "month";
                /** @description Promises of this incident only */
                incident_id?: string;
                page?: number;
                /** @description Incidents on a page */
                size?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** @description Promises in all */
                            made: number;
                            /** @description News came in time: an update posted, another next_update, or the resolution */
                            kept: number;
                            /** @description News came after the time */
                            late: number;
                            /** @description The time has passed without news so far */
                            missed: number;
                            /** @description Withdrawn, or the incident deleted, before the time */
                            cancelled: number;
                            /** @description The time is still ahead */
                            open: number;
                            /** @description By how much the late ones were late, seconds; null without one */
                            late_seconds: {
                                /** @description Half of the late ones were less late */
                                median: number;
                                /** @description Nine in ten of the late ones were less late */
                                p90: number;
                                most: number;
                            } | null;
                            /** @description The same per period, newest first, at most 1000: first day (UTC) of those in which something was promised for */
                            periods: {
                                /**
                                 * Format: date
                                 * @example 2026-05-01
                                 */
                                start: string;
                                /** @description Promises in all */
                                made: number;
                                /** @description News came in time: an update posted, another next_update, or the resolution */
                                kept: number;
                                /** @description News came after the time */
                                late: number;
                                /** @description The time has passed without news so far */
                                missed: number;
                                /** @description Withdrawn, or the incident deleted, before the time */
                                cancelled: number;
                                /** @description The time is still ahead */
                                open: number;
                                /** @description By how much the late ones were late, seconds; null without one */
                                late_seconds: {
                                    /** @description Half of the late ones were less late */
                                    median: number;
                                    /** @description Nine in ten of the late ones were less late */
                                    p90: number;
                                    most: number;
                                } | null;
                            }[];
                            /** @description The same per incident, the one with the latest promise first; paged */
                            incidents: {
                                /**
                                 * Format: uuid
                                 * @example 01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f
                                 */
                                incident_id: string;
                                /** @example INC-000042 */
                                reference: string;
                                /** @description Promises in all */
                                made: number;
                                /** @description News came in time: an update posted, another next_update, or the resolution */
                                kept: number;
                                /** @description News came after the time */
                                late: number;
                                /** @description The time has passed without news so far */
                                missed: number;
                                /** @description Withdrawn, or the incident deleted, before the time */
                                cancelled: number;
                                /** @description The time is still ahead */
                                open: number;
                                /** @description By how much the late ones were late, seconds; null without one */
                                late_seconds: {
                                    /** @description Half of the late ones were less late */
                                    median: number;
                                    /** @description Nine in ten of the late ones were less late */
                                    p90: number;
                                    most: number;
                                } | null;
                            }[];
                            /** @description With incident_id: each promise of that incident, latest first, at most 1000; else empty */
                            promises: {
                                /** @description Unix seconds: when news was promised for */
                                next_update: number;
                                /**
                                 * Format: date-time
                                 * @description UTC, microseconds
                                 * @example 2026-05-01T14:05:00.123456Z
                                 */
                                made_at: string;
                                /** @description Display name */
                                made_by: string;
                                /** @enum {unknown} */
                                outcome: "kept" | "late" | "missed" | "cancelled" | "open";
                                /**
                                 * Format: date-time
                                 * @description UTC, microseconds
                                 * @example 2026-05-01T14:05:00.123456Z
                                 */
                                news_at: string | null;
                                /** @description How much later than promised the news came; null unless late */
                                late_seconds: number | null;
                                /**
                                 * Format: date-time
                                 * @description UTC, microseconds
                                 * @example 2026-05-01T14:05:00.123456Z
                                 */
                                ended_at: string | null;
                                /** @description Why it is no longer owed: replaced, withdrawn, resolved or deleted */
                                ended_by: string | null;
                                /** @description The event incident.update_due of it */
                                due_seq: number | null;
                                /** @description The event incident.update_overdue of it */
                                overdue_seq: number | null;
                            }[];
                            /** @description Incidents on all pages */
                            total: number;
                        };
                        message?: components["schemas"]["Message"];
                        page?: components["schemas"]["Page"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    exportIncidents: {
        parameters: {
            query?: {
                /** @description Words or parts of words in name, description, location, reporter, custom values and comments; words in quotes together; or the number or id of an incident (`INC-000042`, `#42`, `42`) */
                q?: string;
                /** @description Code of a status; repeatable */
                status?: string[];
                /** @description Code of a type; repeatable */
                type?: string[];
                /** @description Code of a severity; repeatable; empty for not assessed */
                severity?: string[];
                /** @description Exactly this reporter, however the letters are composed */
                reported_by?: string;
                /** @description Date at or after */
                date_from?: string;
                /** @description Date at or before */
                date_to?: string;
                /** @description Changed at or after */
                updated_since?: string;
                /** @description true: the promised update is past and the incident not resolved */
                overdue?: boolean;
                /** @description true: the promised update is within the next hour and the incident not resolved */
                due?: boolean;
                /** @description true: what lies in the bin */
                deleted?: boolean;
                /** @description field,ASC or field,DESC (the default direction); repeatable. Fields: created_at, updated_at, date, reference, name, description, reported_by, location, created_by, updated_by, status, type, severity, next_update, resolved_date, backdated, occ_lock. Default created_at,DESC; with q, how well it matches */
                sort?: string[];
                format?: "csv" | "json";
                /** @description false: CSV without a byte order mark, for programs */
                bom?: boolean;
                /** @description Any number of parameters whose names begin with `attributes.`: each key of this object is one such parameter, prefix included, as in `?attributes.isPending=true`. */
                attributes?: {
                    [key: string]: string;
                };
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. One line an incident, one column a field and a custom attribute */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "incidents": [
                     *           {
                     *             "id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                     *             "reference": "INC-000042",
                     *             "external_id": null,
                     *             "name": "Water on the floor of server room 2",
                     *             "description": "The raised floor is wet near rack 14. Pumps are on their way.",
                     *             "reported_by": "Night watch",
                     *             "status": "OPEN",
                     *             "type": "FACILITY",
                     *             "severity": "MAJOR",
                     *             "date": "2026-05-01T22:04:00+08:00",
                     *             "location": "Building C, basement",
                     *             "next_update": 1777645200,
                     *             "resolved_date": null,
                     *             "backdated": false,
                     *             "created_at": "2026-05-01T14:05:00.123456Z",
                     *             "created_by": "System Admin",
                     *             "created_by_id": "u-7",
                     *             "updated_at": "2026-05-01T14:09:12.000451Z",
                     *             "updated_by": "System Admin",
                     *             "updated_by_id": "u-7",
                     *             "activity_at": "2026-05-01T14:20:00.000017Z",
                     *             "tenant_id": "default",
                     *             "occ_lock": 1,
                     *             "attributes": {
                     *               "isPending": true
                     *             }
                     *           }
                     *         ],
                     *         "total": 1
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: {
                            incidents: components["schemas"]["Incident"][];
                            /**
                             * @description Incidents that match; in an answer without pages, those sent
                             * @example 1
                             */
                            total: number;
                        };
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                    /**
                     * @example id,reference,name
                     *     01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10,INC-000042,Water on the floor
                     */
                    "text/csv": string;
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getIncident: {
        parameters: {
            query?: {
                /** @description As it stood at this instant */
                as_of?: string;
                /** @description As it stood at this version */
                as_of_lock?: number;
                /** @description true: one in the bin */
                deleted?: boolean;
            };
            header?: {
                /** @description ETags at hand; when one of them is current the answer is 304 without a body. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path: {
                /** @description Id of the incident */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                     *         "reference": "INC-000042",
                     *         "external_id": null,
                     *         "name": "Water on the floor of server room 2",
                     *         "description": "The raised floor is wet near rack 14. Pumps are on their way.",
                     *         "reported_by": "Night watch",
                     *         "status": "OPEN",
                     *         "type": "FACILITY",
                     *         "severity": "MAJOR",
                     *         "date": "2026-05-01T22:04:00+08:00",
                     *         "location": "Building C, basement",
                     *         "next_update": 1777645200,
                     *         "resolved_date": null,
                     *         "backdated": false,
                     *         "created_at": "2026-05-01T14:05:00.123456Z",
                     *         "created_by": "System Admin",
                     *         "created_by_id": "u-7",
                     *         "updated_at": "2026-05-01T14:09:12.000451Z",
                     *         "updated_by": "System Admin",
                     *         "updated_by_id": "u-7",
                     *         "activity_at": "2026-05-01T14:20:00.000017Z",
                     *         "tenant_id": "default",
                     *         "occ_lock": 1,
                     *         "attributes": {
                     *           "isPending": true
                     *         }
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Incident"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description It is still the version named by If-None-Match */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    replaceIncident: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version this change is based on; a stale one is refused with 412. `*` says nothing. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path: {
                /** @description Id of the incident */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Water on the floor of server room 2",
                 *       "description": "The raised floor is wet near rack 14. Pumps are on their way.",
                 *       "reported_by": "Night watch",
                 *       "status": "OPEN",
                 *       "type": "FACILITY",
                 *       "severity": "MAJOR",
                 *       "date": "2026-05-01T22:04:00+08:00",
                 *       "location": "Building C, basement",
                 *       "occ_lock": 0
                 *     }
                 */
                "application/json": components["schemas"]["IncidentReplacement"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                     *         "reference": "INC-000042",
                     *         "external_id": null,
                     *         "name": "Water on the floor of server room 2",
                     *         "description": "The raised floor is wet near rack 14. Pumps are on their way.",
                     *         "reported_by": "Night watch",
                     *         "status": "OPEN",
                     *         "type": "FACILITY",
                     *         "severity": "MAJOR",
                     *         "date": "2026-05-01T22:04:00+08:00",
                     *         "location": "Building C, basement",
                     *         "next_update": 1777645200,
                     *         "resolved_date": null,
                     *         "backdated": false,
                     *         "created_at": "2026-05-01T14:05:00.123456Z",
                     *         "created_by": "System Admin",
                     *         "created_by_id": "u-7",
                     *         "updated_at": "2026-05-01T14:09:12.000451Z",
                     *         "updated_by": "System Admin",
                     *         "updated_by_id": "u-7",
                     *         "activity_at": "2026-05-01T14:20:00.000017Z",
                     *         "tenant_id": "default",
                     *         "occ_lock": 1,
                     *         "attributes": {
                     *           "isPending": true
                     *         }
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Incident"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The record, or another request, is in the way. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        data?: components["schemas"]["IncidentConflict"];
                    };
                };
            };
            /** @description The version in `If-Match` is not the current one; nothing was changed. */
            412: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        data: components["schemas"]["IncidentConflict"];
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    deleteIncident: {
        parameters: {
            query?: {
                /** @description Remove the content for good (admin) */
                purge?: boolean;
                /** @description Version of the record the caller has seen */
                occ_lock?: number;
            };
            header?: {
                /** @description The ETag of the version this change is based on; a stale one is refused with 412. `*` says nothing. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path: {
                /** @description Id of the incident */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /** @example {} */
                "application/json": {
                    /** @description Written by the server; ignored when sent */
                    readonly id?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly reference?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly external_id?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly name?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly description?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly reported_by?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly status?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly type?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly severity?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly date?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly location?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly next_update?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly resolved_date?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly backdated?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly created_at?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly created_by?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly created_by_id?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly updated_at?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly updated_by?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly updated_by_id?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly activity_at?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly tenant_id?: unknown;
                    /**
                     * @description Version of the record the caller has seen
                     * @example 0
                     */
                    occ_lock?: number;
                    /** @description Written by the server; ignored when sent */
                    readonly attributes?: unknown;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                     *         "deleted": true,
                     *         "purged": false
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: {
                            id: string;
                            deleted: boolean;
                            purged: boolean;
                        };
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The record, or another request, is in the way. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        data?: components["schemas"]["IncidentConflict"];
                    };
                };
            };
            /** @description The version in `If-Match` is not the current one; nothing was changed. */
            412: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        data: components["schemas"]["IncidentConflict"];
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    patchIncident: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version this change is based on; a stale one is refused with 412. `*` says nothing. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path: {
                /** @description Id of the incident */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "status": "OPEN",
                 *       "attributes": {
                 *         "isPending": true
                 *       },
                 *       "occ_lock": 0
                 *     }
                 */
                "application/json": components["schemas"]["IncidentPatch"];
                /**
                 * @example {
                 *       "status": "OPEN",
                 *       "attributes": {
                 *         "isPending": true
                 *       },
                 *       "occ_lock": 0
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["IncidentPatch"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                     *         "reference": "INC-000042",
                     *         "external_id": null,
                     *         "name": "Water on the floor of server room 2",
                     *         "description": "The raised floor is wet near rack 14. Pumps are on their way.",
                     *         "reported_by": "Night watch",
                     *         "status": "OPEN",
                     *         "type": "FACILITY",
                     *         "severity": "MAJOR",
                     *         "date": "2026-05-01T22:04:00+08:00",
                     *         "location": "Building C, basement",
                     *         "next_update": 1777645200,
                     *         "resolved_date": null,
                     *         "backdated": false,
                     *         "created_at": "2026-05-01T14:05:00.123456Z",
                     *         "created_by": "System Admin",
                     *         "created_by_id": "u-7",
                     *         "updated_at": "2026-05-01T14:09:12.000451Z",
                     *         "updated_by": "System Admin",
                     *         "updated_by_id": "u-7",
                     *         "activity_at": "2026-05-01T14:20:00.000017Z",
                     *         "tenant_id": "default",
                     *         "occ_lock": 1,
                     *         "attributes": {
                     *           "isPending": true
                     *         }
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Incident"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The record, or another request, is in the way. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        data?: components["schemas"]["IncidentConflict"];
                    };
                };
            };
            /** @description The version in `If-Match` is not the current one; nothing was changed. */
            412: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        data: components["schemas"]["IncidentConflict"];
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    postUpdate: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request happen once, however often it is sent: a repetition gets the kept answer. Per tenant, user and path, kept for 24 hours; refusals (4xx) are not kept. Choose a new random one for each thing you mean to do. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The ETag of the version this change is based on; a stale one is refused with 412. `*` says nothing. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path: {
                /** @description Id of the incident */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "text": "Pumps are running, level falling.",
                 *       "status": "MONITORING",
                 *       "next_update": 1777645200
                 *     }
                 */
                "application/json": components["schemas"]["IncidentUpdate"];
            };
        };
        responses: {
            /** @description Made; `Location` names it */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "incident": {
                     *           "id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                     *           "reference": "INC-000042",
                     *           "external_id": null,
                     *           "name": "Water on the floor of server room 2",
                     *           "description": "The raised floor is wet near rack 14. Pumps are on their way.",
                     *           "reported_by": "Night watch",
                     *           "status": "OPEN",
                     *           "type": "FACILITY",
                     *           "severity": "MAJOR",
                     *           "date": "2026-05-01T22:04:00+08:00",
                     *           "location": "Building C, basement",
                     *           "next_update": 1777645200,
                     *           "resolved_date": null,
                     *           "backdated": false,
                     *           "created_at": "2026-05-01T14:05:00.123456Z",
                     *           "created_by": "System Admin",
                     *           "created_by_id": "u-7",
                     *           "updated_at": "2026-05-01T14:09:12.000451Z",
                     *           "updated_by": "System Admin",
                     *           "updated_by_id": "u-7",
                     *           "activity_at": "2026-05-01T14:20:00.000017Z",
                     *           "tenant_id": "default",
                     *           "occ_lock": 1,
                     *           "attributes": {
                     *             "isPending": true
                     *           }
                     *         },
                     *         "comment": {
                     *           "id": "01936f2b-0a8e-7c40-9f27-5a3d1c5e8a77",
                     *           "incident_id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                     *           "user_id": "u-7",
                     *           "name": "System Admin",
                     *           "text": "Pumps are running, level falling.",
                     *           "occurred_at": "2026-05-01T14:12:00.000000Z",
                     *           "created_at": "2026-05-01T14:20:00.000017Z",
                     *           "created_by": "u-7",
                     *           "updated_at": "2026-05-01T14:20:00.000017Z",
                     *           "updated_by": "u-7",
                     *           "occ_lock": 0,
                     *           "tenant_id": "default"
                     *         }
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: {
                            incident: components["schemas"]["Incident"];
                            comment: components["schemas"]["Comment"];
                        };
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The record, or another request, is in the way. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        data?: components["schemas"]["IncidentConflict"];
                    };
                };
            };
            /** @description The version in `If-Match` is not the current one; nothing was changed. */
            412: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        data: components["schemas"]["IncidentConflict"];
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    restoreIncident: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request happen once, however often it is sent: a repetition gets the kept answer. Per tenant, user and path, kept for 24 hours; refusals (4xx) are not kept. Choose a new random one for each thing you mean to do. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The ETag of the version this change is based on; a stale one is refused with 412. `*` says nothing. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path: {
                /** @description Id of the incident */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /** @example {} */
                "application/json": {
                    /**
                     * @description Version of the record the caller has seen
                     * @example 0
                     */
                    occ_lock?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                     *         "reference": "INC-000042",
                     *         "external_id": null,
                     *         "name": "Water on the floor of server room 2",
                     *         "description": "The raised floor is wet near rack 14. Pumps are on their way.",
                     *         "reported_by": "Night watch",
                     *         "status": "OPEN",
                     *         "type": "FACILITY",
                     *         "severity": "MAJOR",
                     *         "date": "2026-05-01T22:04:00+08:00",
                     *         "location": "Building C, basement",
                     *         "next_update": 1777645200,
                     *         "resolved_date": null,
                     *         "backdated": false,
                     *         "created_at": "2026-05-01T14:05:00.123456Z",
                     *         "created_by": "System Admin",
                     *         "created_by_id": "u-7",
                     *         "updated_at": "2026-05-01T14:09:12.000451Z",
                     *         "updated_by": "System Admin",
                     *         "updated_by_id": "u-7",
                     *         "activity_at": "2026-05-01T14:20:00.000017Z",
                     *         "tenant_id": "default",
                     *         "occ_lock": 1,
                     *         "attributes": {
                     *           "isPending": true
                     *         }
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Incident"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The record, or another request, is in the way. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        data?: components["schemas"]["IncidentConflict"];
                    };
                };
            };
            /** @description The version in `If-Match` is not the current one; nothing was changed. */
            412: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        data: components["schemas"]["IncidentConflict"];
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listAttributeValues: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the incident */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "name": "isPending",
                     *           "type": "BOOLEAN",
                     *           "value": true
                     *         }
                     *       ],
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: {
                            name: string;
                            /** @enum {unknown} */
                            type: "STRING" | "NUMBER" | "INTEGER" | "BOOLEAN" | "DATE" | "DATETIME" | "ENUM";
                            value: string | number | boolean;
                        }[];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    setAttributeValue: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version this change is based on; a stale one is refused with 412. `*` says nothing. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path: {
                /** @description Id of the incident */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "workflowId",
                 *       "value": "9fda"
                 *     }
                 */
                "application/json": {
                    /** @example workflowId */
                    name?: string;
                    /**
                     * @description Value in the type of the definition; a string that spells it will do
                     * @example 9fda
                     */
                    value?: string | number | boolean;
                    /**
                     * @description Version of the record the caller has seen
                     * @example 0
                     */
                    occ_lock?: number;
                } & {
                    [key: string]: string | number | boolean | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                     *         "reference": "INC-000042",
                     *         "external_id": null,
                     *         "name": "Water on the floor of server room 2",
                     *         "description": "The raised floor is wet near rack 14. Pumps are on their way.",
                     *         "reported_by": "Night watch",
                     *         "status": "OPEN",
                     *         "type": "FACILITY",
                     *         "severity": "MAJOR",
                     *         "date": "2026-05-01T22:04:00+08:00",
                     *         "location": "Building C, basement",
                     *         "next_update": 1777645200,
                     *         "resolved_date": null,
                     *         "backdated": false,
                     *         "created_at": "2026-05-01T14:05:00.123456Z",
                     *         "created_by": "System Admin",
                     *         "created_by_id": "u-7",
                     *         "updated_at": "2026-05-01T14:09:12.000451Z",
                     *         "updated_by": "System Admin",
                     *         "updated_by_id": "u-7",
                     *         "activity_at": "2026-05-01T14:20:00.000017Z",
                     *         "tenant_id": "default",
                     *         "occ_lock": 1,
                     *         "attributes": {
                     *           "isPending": true
                     *         }
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Incident"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The record, or another request, is in the way. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        data?: components["schemas"]["IncidentConflict"];
                    };
                };
            };
            /** @description The version in `If-Match` is not the current one; nothing was changed. */
            412: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        data: components["schemas"]["IncidentConflict"];
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    addAttributeValue: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request happen once, however often it is sent: a repetition gets the kept answer. Per tenant, user and path, kept for 24 hours; refusals (4xx) are not kept. Choose a new random one for each thing you mean to do. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The ETag of the version this change is based on; a stale one is refused with 412. `*` says nothing. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path: {
                /** @description Id of the incident */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "workflowId",
                 *       "value": "9fda"
                 *     }
                 */
                "application/json": {
                    /** @example workflowId */
                    name: string;
                    /**
                     * @description Value in the type of the definition; a string that spells it will do
                     * @example 9fda
                     */
                    value: string | number | boolean;
                    /**
                     * @description Version of the record the caller has seen
                     * @example 0
                     */
                    occ_lock?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                     *         "reference": "INC-000042",
                     *         "external_id": null,
                     *         "name": "Water on the floor of server room 2",
                     *         "description": "The raised floor is wet near rack 14. Pumps are on their way.",
                     *         "reported_by": "Night watch",
                     *         "status": "OPEN",
                     *         "type": "FACILITY",
                     *         "severity": "MAJOR",
                     *         "date": "2026-05-01T22:04:00+08:00",
                     *         "location": "Building C, basement",
                     *         "next_update": 1777645200,
                     *         "resolved_date": null,
                     *         "backdated": false,
                     *         "created_at": "2026-05-01T14:05:00.123456Z",
                     *         "created_by": "System Admin",
                     *         "created_by_id": "u-7",
                     *         "updated_at": "2026-05-01T14:09:12.000451Z",
                     *         "updated_by": "System Admin",
                     *         "updated_by_id": "u-7",
                     *         "activity_at": "2026-05-01T14:20:00.000017Z",
                     *         "tenant_id": "default",
                     *         "occ_lock": 1,
                     *         "attributes": {
                     *           "isPending": true
                     *         }
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Incident"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The record, or another request, is in the way. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        data?: components["schemas"]["IncidentConflict"];
                    };
                };
            };
            /** @description The version in `If-Match` is not the current one; nothing was changed. */
            412: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        data: components["schemas"]["IncidentConflict"];
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    removeAttributeValue: {
        parameters: {
            query?: {
                /** @description Version of the record the caller has seen */
                occ_lock?: number;
            };
            header?: {
                /** @description The ETag of the version this change is based on; a stale one is refused with 412. `*` says nothing. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path: {
                /** @description Id of the incident */
                id: string;
                /** @description Name of the attribute */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /** @example {} */
                "application/json": {
                    /**
                     * @description Version of the record the caller has seen
                     * @example 0
                     */
                    occ_lock?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                     *         "reference": "INC-000042",
                     *         "external_id": null,
                     *         "name": "Water on the floor of server room 2",
                     *         "description": "The raised floor is wet near rack 14. Pumps are on their way.",
                     *         "reported_by": "Night watch",
                     *         "status": "OPEN",
                     *         "type": "FACILITY",
                     *         "severity": "MAJOR",
                     *         "date": "2026-05-01T22:04:00+08:00",
                     *         "location": "Building C, basement",
                     *         "next_update": 1777645200,
                     *         "resolved_date": null,
                     *         "backdated": false,
                     *         "created_at": "2026-05-01T14:05:00.123456Z",
                     *         "created_by": "System Admin",
                     *         "created_by_id": "u-7",
                     *         "updated_at": "2026-05-01T14:09:12.000451Z",
                     *         "updated_by": "System Admin",
                     *         "updated_by_id": "u-7",
                     *         "activity_at": "2026-05-01T14:20:00.000017Z",
                     *         "tenant_id": "default",
                     *         "occ_lock": 1,
                     *         "attributes": {
                     *           "isPending": true
                     *         }
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Incident"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The record, or another request, is in the way. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        data?: components["schemas"]["IncidentConflict"];
                    };
                };
            };
            /** @description The version in `If-Match` is not the current one; nothing was changed. */
            412: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        data: components["schemas"]["IncidentConflict"];
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listComments: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Records on a page; 50 where only page or cursor is given */
                size?: number;
                /** @description created_at,ASC (default) or created_at,DESC */
                sort?: string[];
                /** @description next_cursor of the page before; not with page */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id of the incident */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            comments: components["schemas"]["Comment"][];
                            /** @example 1 */
                            total: number;
                        };
                        message?: components["schemas"]["Message"];
                        page?: components["schemas"]["Page"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    addComment: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request happen once, however often it is sent: a repetition gets the kept answer. Per tenant, user and path, kept for 24 hours; refusals (4xx) are not kept. Choose a new random one for each thing you mean to do. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path: {
                /** @description Id of the incident */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "text": "Pumps are running, level falling.",
                 *       "occurred_at": "2026-05-01T14:12:00.000000Z"
                 *     }
                 */
                "application/json": components["schemas"]["CommentInput"];
            };
        };
        responses: {
            /** @description Made; `Location` names it */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "01936f2b-0a8e-7c40-9f27-5a3d1c5e8a77",
                     *         "incident_id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                     *         "user_id": "u-7",
                     *         "name": "System Admin",
                     *         "text": "Pumps are running, level falling.",
                     *         "occurred_at": "2026-05-01T14:12:00.000000Z",
                     *         "created_at": "2026-05-01T14:20:00.000017Z",
                     *         "created_by": "u-7",
                     *         "updated_at": "2026-05-01T14:20:00.000017Z",
                     *         "updated_by": "u-7",
                     *         "occ_lock": 0,
                     *         "tenant_id": "default"
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Comment"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The record, or another request, is in the way. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    removeCommentByName: {
        parameters: {
            query?: {
                /** @description Id of the comment */
                id?: string;
                /** @description Version of the record the caller has seen */
                occ_lock?: number;
            };
            header?: {
                /** @description The ETag of the version this change is based on; a stale one is refused with 412. `*` says nothing. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path: {
                /** @description Id of the incident */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /**
                 * @example {
                 *       "id": "01936f2b-0a8e-7c40-9f27-5a3d1c5e8a77"
                 *     }
                 */
                "application/json": {
                    /** @description Id of the comment */
                    id?: string;
                    /**
                     * @description Version of the record the caller has seen
                     * @example 0
                     */
                    occ_lock?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "01936f2b-0a8e-7c40-9f27-5a3d1c5e8a77",
                     *         "deleted": true
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: {
                            id: string;
                            deleted: boolean;
                        };
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The record, or another request, is in the way. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        data?: components["schemas"]["CommentConflict"];
                    };
                };
            };
            /** @description The version in `If-Match` is not the current one; nothing was changed. */
            412: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        data: components["schemas"]["CommentConflict"];
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getComment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the incident */
                id: string;
                /** @description Id of the comment */
                commentId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "01936f2b-0a8e-7c40-9f27-5a3d1c5e8a77",
                     *         "incident_id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                     *         "user_id": "u-7",
                     *         "name": "System Admin",
                     *         "text": "Pumps are running, level falling.",
                     *         "occurred_at": "2026-05-01T14:12:00.000000Z",
                     *         "created_at": "2026-05-01T14:20:00.000017Z",
                     *         "created_by": "u-7",
                     *         "updated_at": "2026-05-01T14:20:00.000017Z",
                     *         "updated_by": "u-7",
                     *         "occ_lock": 0,
                     *         "tenant_id": "default"
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Comment"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    editComment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version this change is based on; a stale one is refused with 412. `*` says nothing. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path: {
                /** @description Id of the incident */
                id: string;
                /** @description Id of the comment */
                commentId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "text": "Pumps are running, level falling slowly.",
                 *       "occ_lock": 0
                 *     }
                 */
                "application/json": components["schemas"]["CommentEdit"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "01936f2b-0a8e-7c40-9f27-5a3d1c5e8a77",
                     *         "incident_id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                     *         "user_id": "u-7",
                     *         "name": "System Admin",
                     *         "text": "Pumps are running, level falling slowly.",
                     *         "occurred_at": "2026-05-01T14:12:00.000000Z",
                     *         "created_at": "2026-05-01T14:20:00.000017Z",
                     *         "created_by": "u-7",
                     *         "updated_at": "2026-05-01T14:22:10.500312Z",
                     *         "updated_by": "u-7",
                     *         "occ_lock": 1,
                     *         "tenant_id": "default"
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Comment"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The record, or another request, is in the way. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        data?: components["schemas"]["CommentConflict"];
                    };
                };
            };
            /** @description The version in `If-Match` is not the current one; nothing was changed. */
            412: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        data: components["schemas"]["CommentConflict"];
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    removeComment: {
        parameters: {
            query?: {
                /** @description Version of the record the caller has seen */
                occ_lock?: number;
            };
            header?: {
                /** @description The ETag of the version this change is based on; a stale one is refused with 412. `*` says nothing. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path: {
                /** @description Id of the incident */
                id: string;
                /** @description Id of the comment */
                commentId: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                /** @example {} */
                "application/json": {
                    /**
                     * @description Version of the record the caller has seen
                     * @example 0
                     */
                    occ_lock?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "01936f2b-0a8e-7c40-9f27-5a3d1c5e8a77",
                     *         "deleted": true
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: {
                            id: string;
                            deleted: boolean;
                        };
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The record, or another request, is in the way. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        data?: components["schemas"]["CommentConflict"];
                    };
                };
            };
            /** @description The version in `If-Match` is not the current one; nothing was changed. */
            412: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        data: components["schemas"]["CommentConflict"];
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getTimeline: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Records on a page */
                size?: number;
                /** @description next_cursor of the page before; not with page */
                cursor?: string;
                /** @description seq (as recorded; also spelt recorded_at) or occurred_at (when it happened), with ,ASC or ,DESC (the default direction) */
                sort?: string[];
                /** @description Types wanted, such as incident.updated or comment.*; repeatable or separated by commas */
                types?: string[];
                /** @description true: of one in the bin */
                deleted?: boolean;
            };
            header?: never;
            path: {
                /** @description Id of the incident */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            entries: components["schemas"]["Event"][];
                            /** @example 1 */
                            total: number;
                        };
                        message?: components["schemas"]["Message"];
                        page?: components["schemas"]["Page"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getPresence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the incident */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "incident_id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                     *         "present": [
                     *           {
                     *             "user_id": "u-7",
                     *             "name": "System Admin",
                     *             "session": "b3f09d2c5a71",
                     *             "field": "description",
                     *             "since": "2026-05-01T14:05:00.123456Z"
                     *           }
                     *         ]
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Presence"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    enterIncident: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request happen once, however often it is sent: a repetition gets the kept answer. Per tenant, user and path, kept for 24 hours; refusals (4xx) are not kept. Choose a new random one for each thing you mean to do. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path: {
                /** @description Id of the incident */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "session": "b3f09d2c5a71",
                 *       "field": "description"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Names one open page; made up by it, and the same as long as it is open
                     * @example b3f09d2c5a71
                     */
                    session: string;
                    /**
                     * @description Which field is being edited: of the incident, attributes.<name>, or the page’s own word such as comment
                     * @example description
                     */
                    field?: string | null;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "incident_id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                     *         "present": [
                     *           {
                     *             "user_id": "u-7",
                     *             "name": "System Admin",
                     *             "session": "b3f09d2c5a71",
                     *             "field": "description",
                     *             "since": "2026-05-01T14:05:00.123456Z"
                     *           }
                     *         ]
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Presence"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The record, or another request, is in the way. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    leaveIncident: {
        parameters: {
            query?: {
                /** @description Names one open page; made up by it, and the same as long as it is open */
                session?: string;
            };
            header?: {
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path: {
                /** @description Id of the incident */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "incident_id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                     *         "present": [
                     *           {
                     *             "user_id": "u-7",
                     *             "name": "System Admin",
                     *             "session": "b3f09d2c5a71",
                     *             "field": "description",
                     *             "since": "2026-05-01T14:05:00.123456Z"
                     *           }
                     *         ]
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Presence"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listEvents: {
        parameters: {
            query?: {
                /** @description Position after which to read; from the first event without it */
                after?: number;
                /** @description Most events in the answer */
                limit?: number;
                /** @description Seconds to hold the call until something comes */
                wait?: number;
                /** @description Types wanted, such as incident.updated or comment.*; repeatable */
                type?: string[];
                /** @description Events of this incident only */
                incident_id?: string;
                /** @description Whether the stream also tells who is looking at which incident */
                presence?: boolean;
                /** @description Epoch of the database that `after` belongs to, as it was given beside it; another one than the present is refused, or resets the stream */
                epoch?: string;
            };
            header?: {
                /** @description To the stream: the last id seen. Counts more than `after`, since a reader that comes back repeats its address. */
                "Last-Event-ID"?: components["parameters"]["LastEventId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. The live stream */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Tocsin-Epoch": components["headers"]["TocsinEpoch"];
                    "Tocsin-Position": components["headers"]["TocsinPosition"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "events": [
                     *           {
                     *             "seq": 4711,
                     *             "id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                     *             "type": "incident.updated",
                     *             "occurred_at": "2026-05-01T14:05:00.123456Z",
                     *             "recorded_at": "2026-05-01T14:05:00.123456Z",
                     *             "tenant_id": "default",
                     *             "incident_id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                     *             "reference": "INC-000042",
                     *             "incident_n": 7,
                     *             "occ_lock": 3,
                     *             "subject": {
                     *               "kind": "incident",
                     *               "id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                     *               "occ_lock": 3
                     *             },
                     *             "also": [],
                     *             "actor": {
                     *               "id": "u-7",
                     *               "name": "System Admin",
                     *               "kind": "user"
                     *             },
                     *             "request_id": "01936f2a-7c1d-7d01-a3a3-0b5c9f1f8f11",
                     *             "reason": null,
                     *             "visibility": "all",
                     *             "via": "console",
                     *             "purged": false,
                     *             "changes": [
                     *               {
                     *                 "field": "status",
                     *                 "from": "NEW",
                     *                 "to": "OPEN"
                     *               }
                     *             ],
                     *             "data": null
                     *           }
                     *         ],
                     *         "next_after": 4711,
                     *         "epoch": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10"
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: {
                            events: components["schemas"]["Event"][];
                            /**
                             * @description Give as after for what comes next: the last event looked at
                             * @example 4711
                             */
                            next_after: number;
                            /**
                             * Format: uuid
                             * @description Epoch of the database the positions belong to; a restore from a backup starts a new one
                             */
                            epoch: string;
                        };
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                    /**
                     * @example retry: 2340
                     *
                     *     id: 4711
                     *     event: incident.updated
                     *     data: {"seq":4711,"id":"01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f","type":"incident.updated","occurred_at":"2026-05-01T14:05:00.123456Z","recorded_at":"2026-05-01T14:05:00.123456Z","tenant_id":"default","incident_id":"01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10","reference":"INC-000042","incident_n":7,"occ_lock":3,"subject":{"kind":"incident","id":"01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10","occ_lock":3},"also":[],"actor":{"id":"u-7","name":"System Admin","kind":"user"},"request_id":"01936f2a-7c1d-7d01-a3a3-0b5c9f1f8f11","reason":null,"visibility":"all","via":"console","purged":false,"changes":[{"field":"status","from":"NEW","to":"OPEN"}],"data":null}
                     */
                    "text/event-stream": string;
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The answer exists in none of the media types of `Accept`. */
            406: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listAttributes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "name": "isPending",
                     *           "type": "BOOLEAN",
                     *           "label": "Pending",
                     *           "labels": {
                     *             "de": "Ausstehend"
                     *           },
                     *           "options": null,
                     *           "choices": null,
                     *           "description": "",
                     *           "help": "",
                     *           "placement": {
                     *             "types": null,
                     *             "group": "",
                     *             "rank": 0
                     *           },
                     *           "active": true,
                     *           "created_at": "2026-05-01T14:05:00.123456Z",
                     *           "created_by": "deployer"
                     *         }
                     *       ],
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["AttributeDefinition"][];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    defineAttribute: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request happen once, however often it is sent: a repetition gets the kept answer. Per tenant, user and path, kept for 24 hours; refusals (4xx) are not kept. Choose a new random one for each thing you mean to do. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "isPending",
                 *       "type": "BOOLEAN"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description A letter, then letters, digits and _; unique without regard to case; not name, value or occ_lock
                     * @example isPending
                     */
                    name: string;
                    /**
                     * @description One of STRING, NUMBER, INTEGER, BOOLEAN, DATE, DATETIME, ENUM, in any letter case; INT is INTEGER
                     * @example BOOLEAN
                     */
                    type: string;
                    /**
                     * Format: visible
                     * @description What people read instead of the name, in any script
                     * @example Gebäude Nr.
                     */
                    label?: string;
                    /**
                     * @description Labels by language (BCP 47)
                     * @example {
                     *       "de": "Gebäude Nr.",
                     *       "en": "Building no."
                     *     }
                     */
                    labels?: {
                        [key: string]: string;
                    };
                    /** @description Values an ENUM may take, in their order; none twice */
                    options?: (string | {
                        /**
                         * Format: visible
                         * @description What incidents keep
                         * @example NORTH
                         */
                        value: string;
                        /**
                         * Format: visible
                         * @description What people read; the value where left out
                         */
                        label?: string;
                        /** @default true */
                        active?: boolean;
                        /** @description Place in the order, from 0 */
                        rank?: number;
                    })[] | null;
                    /** @description What the attribute is for */
                    description?: string;
                    /** @description Shown where a value is entered */
                    help?: string;
                    placement?: {
                        /** @description Shown for incidents of these types only; null: for all */
                        types?: string[] | null;
                        /** @description Attributes of a group stand together, under its name */
                        group?: string;
                        /** @description Place in the order, from 0 */
                        rank?: number;
                    };
                    /** @description false: retired; values are kept, it is not offered any more */
                    active?: boolean;
                    /** @description Written by the server; ignored when sent */
                    readonly choices?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly created_at?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly created_by?: unknown;
                };
            };
        };
        responses: {
            /** @description Made; `Location` names it */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "name": "isPending",
                     *         "type": "BOOLEAN",
                     *         "label": "Pending",
                     *         "labels": {
                     *           "de": "Ausstehend"
                     *         },
                     *         "options": null,
                     *         "choices": null,
                     *         "description": "",
                     *         "help": "",
                     *         "placement": {
                     *           "types": null,
                     *           "group": "",
                     *           "rank": 0
                     *         },
                     *         "active": true,
                     *         "created_at": "2026-05-01T14:05:00.123456Z",
                     *         "created_by": "deployer"
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["AttributeDefinition"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The record, or another request, is in the way. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    replaceAttribute: {
        parameters: {
            query?: never;
            header?: {
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path: {
                /** @description Name of the attribute */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "label": "Pending",
                 *       "labels": {
                 *         "de": "Ausstehend"
                 *       }
                 *     }
                 */
                "application/json": {
                    /**
                     * @description A letter, then letters, digits and _; unique without regard to case; not name, value or occ_lock
                     * @example isPending
                     */
                    name?: string;
                    /**
                     * @description One of STRING, NUMBER, INTEGER, BOOLEAN, DATE, DATETIME, ENUM, in any letter case; INT is INTEGER
                     * @example BOOLEAN
                     */
                    type?: string;
                    /**
                     * Format: visible
                     * @description What people read instead of the name, in any script
                     * @example Gebäude Nr.
                     */
                    label?: string;
                    /**
                     * @description Labels by language (BCP 47)
                     * @example {
                     *       "de": "Gebäude Nr.",
                     *       "en": "Building no."
                     *     }
                     */
                    labels?: {
                        [key: string]: string;
                    };
                    /** @description Values an ENUM may take, in their order; none twice */
                    options?: (string | {
                        /**
                         * Format: visible
                         * @description What incidents keep
                         * @example NORTH
                         */
                        value: string;
                        /**
                         * Format: visible
                         * @description What people read; the value where left out
                         */
                        label?: string;
                        /** @default true */
                        active?: boolean;
                        /** @description Place in the order, from 0 */
                        rank?: number;
                    })[] | null;
                    /** @description What the attribute is for */
                    description?: string;
                    /** @description Shown where a value is entered */
                    help?: string;
                    placement?: {
                        /** @description Shown for incidents of these types only; null: for all */
                        types?: string[] | null;
                        /** @description Attributes of a group stand together, under its name */
                        group?: string;
                        /** @description Place in the order, from 0 */
                        rank?: number;
                    };
                    /** @description false: retired; values are kept, it is not offered any more */
                    active?: boolean;
                    /** @description Written by the server; ignored when sent */
                    readonly choices?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly created_at?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly created_by?: unknown;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "name": "isPending",
                     *         "type": "BOOLEAN",
                     *         "label": "Pending",
                     *         "labels": {
                     *           "de": "Ausstehend"
                     *         },
                     *         "options": null,
                     *         "choices": null,
                     *         "description": "",
                     *         "help": "",
                     *         "placement": {
                     *           "types": null,
                     *           "group": "",
                     *           "rank": 0
                     *         },
                     *         "active": true,
                     *         "created_at": "2026-05-01T14:05:00.123456Z",
                     *         "created_by": "deployer"
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["AttributeDefinition"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    removeAttribute: {
        parameters: {
            query?: {
                /** @description Remove it though incidents have values */
                force?: boolean;
            };
            header?: {
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path: {
                /** @description Name of the attribute */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "name": "isPending",
                     *         "incidents": 0
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: {
                            name: string;
                            /** @description Incidents whose value is hidden now */
                            incidents: number;
                        };
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The record, or another request, is in the way. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"] & {
                        data?: {
                            /** @description Incidents that have a value */
                            incidents: number;
                        };
                    };
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    changeAttribute: {
        parameters: {
            query?: never;
            header?: {
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path: {
                /** @description Name of the attribute */
                name: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "label": "Pending",
                 *       "labels": {
                 *         "de": "Ausstehend"
                 *       }
                 *     }
                 */
                "application/json": {
                    /**
                     * @description A letter, then letters, digits and _; unique without regard to case; not name, value or occ_lock
                     * @example isPending
                     */
                    name?: string;
                    /**
                     * @description One of STRING, NUMBER, INTEGER, BOOLEAN, DATE, DATETIME, ENUM, in any letter case; INT is INTEGER
                     * @example BOOLEAN
                     */
                    type?: string;
                    /**
                     * Format: visible
                     * @description What people read instead of the name, in any script
                     * @example Gebäude Nr.
                     */
                    label?: string;
                    /**
                     * @description Labels by language (BCP 47)
                     * @example {
                     *       "de": "Gebäude Nr.",
                     *       "en": "Building no."
                     *     }
                     */
                    labels?: {
                        [key: string]: string;
                    };
                    /** @description Values an ENUM may take, in their order; none twice */
                    options?: (string | {
                        /**
                         * Format: visible
                         * @description What incidents keep
                         * @example NORTH
                         */
                        value: string;
                        /**
                         * Format: visible
                         * @description What people read; the value where left out
                         */
                        label?: string;
                        /** @default true */
                        active?: boolean;
                        /** @description Place in the order, from 0 */
                        rank?: number;
                    })[] | null;
                    /** @description What the attribute is for */
                    description?: string;
                    /** @description Shown where a value is entered */
                    help?: string;
                    placement?: {
                        /** @description Shown for incidents of these types only; null: for all */
                        types?: string[] | null;
                        /** @description Attributes of a group stand together, under its name */
                        group?: string;
                        /** @description Place in the order, from 0 */
                        rank?: number;
                    };
                    /** @description false: retired; values are kept, it is not offered any more */
                    active?: boolean;
                    /** @description Written by the server; ignored when sent */
                    readonly choices?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly created_at?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly created_by?: unknown;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "name": "isPending",
                     *         "type": "BOOLEAN",
                     *         "label": "Pending",
                     *         "labels": {
                     *           "de": "Ausstehend"
                     *         },
                     *         "options": null,
                     *         "choices": null,
                     *         "description": "",
                     *         "help": "",
                     *         "placement": {
                     *           "types": null,
                     *           "group": "",
                     *           "rank": 0
                     *         },
                     *         "active": true,
                     *         "created_at": "2026-05-01T14:05:00.123456Z",
                     *         "created_by": "deployer"
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["AttributeDefinition"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listTypes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "code": "FLOOD",
                     *           "label": "Flood",
                     *           "rank": 8,
                     *           "color": null,
                     *           "active": true
                     *         }
                     *       ],
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["CodeEntry"][];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    addType: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request happen once, however often it is sent: a repetition gets the kept answer. Per tenant, user and path, kept for 24 hours; refusals (4xx) are not kept. Choose a new random one for each thing you mean to do. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "FLOOD",
                 *       "label": "Flood",
                 *       "rank": 8,
                 *       "color": null,
                 *       "active": true
                 *     }
                 */
                "application/json": {
                    /** @example OPEN */
                    code: string;
                    /**
                     * Format: visible
                     * @description Words people see
                     * @example Open
                     */
                    label: string;
                    /**
                     * @description Place in the order; last when left out
                     * @example 2
                     */
                    rank?: number;
                    /**
                     * @description #rrggbb, or null
                     * @example #d03030
                     */
                    color?: string | null;
                    /** @description false: retired; old incidents keep it, others cannot take it */
                    active?: boolean;
                };
            };
        };
        responses: {
            /** @description Made; `Location` names it */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "code": "FLOOD",
                     *         "label": "Flood",
                     *         "rank": 8,
                     *         "color": null,
                     *         "active": true
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["CodeEntry"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The record, or another request, is in the way. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    changeType: {
        parameters: {
            query?: never;
            header?: {
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path: {
                /** @description Code of the type */
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "FLOOD",
                 *       "label": "Flood",
                 *       "rank": 8,
                 *       "color": null,
                 *       "active": true
                 *     }
                 */
                "application/json": {
                    /** @example OPEN */
                    code?: string;
                    /**
                     * Format: visible
                     * @description Words people see
                     * @example Open
                     */
                    label: string;
                    /**
                     * @description Place in the order; last when left out
                     * @example 2
                     */
                    rank?: number;
                    /**
                     * @description #rrggbb, or null
                     * @example #d03030
                     */
                    color?: string | null;
                    /** @description false: retired; old incidents keep it, others cannot take it */
                    active?: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "code": "FLOOD",
                     *         "label": "Flood",
                     *         "rank": 8,
                     *         "color": null,
                     *         "active": true
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["CodeEntry"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    removeType: {
        parameters: {
            query?: never;
            header?: {
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path: {
                /** @description Code of the type */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "code": "FLOOD",
                     *         "label": "Flood",
                     *         "rank": 8,
                     *         "color": null,
                     *         "active": true
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["CodeEntry"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The record, or another request, is in the way. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listStatuses: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "code": "ON_HOLD",
                     *           "label": "On hold",
                     *           "rank": 7,
                     *           "color": null,
                     *           "active": true,
                     *           "category": "active"
                     *         }
                     *       ],
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["StatusEntry"][];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    addStatus: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request happen once, however often it is sent: a repetition gets the kept answer. Per tenant, user and path, kept for 24 hours; refusals (4xx) are not kept. Choose a new random one for each thing you mean to do. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "ON_HOLD",
                 *       "label": "On hold",
                 *       "rank": 7,
                 *       "color": null,
                 *       "active": true,
                 *       "category": "active"
                 *     }
                 */
                "application/json": {
                    /** @example OPEN */
                    code: string;
                    /**
                     * Format: visible
                     * @description Words people see
                     * @example Open
                     */
                    label: string;
                    /**
                     * @description Place in the order; last when left out
                     * @example 2
                     */
                    rank?: number;
                    /**
                     * @description #rrggbb, or null
                     * @example #d03030
                     */
                    color?: string | null;
                    /** @description false: retired; old incidents keep it, others cannot take it */
                    active?: boolean;
                    /**
                     * @description What the status means for the life of an incident
                     * @enum {unknown}
                     */
                    category: "new" | "active" | "resolved" | "closed";
                };
            };
        };
        responses: {
            /** @description Made; `Location` names it */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "code": "ON_HOLD",
                     *         "label": "On hold",
                     *         "rank": 7,
                     *         "color": null,
                     *         "active": true,
                     *         "category": "active"
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["StatusEntry"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The record, or another request, is in the way. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    changeStatus: {
        parameters: {
            query?: never;
            header?: {
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path: {
                /** @description Code of the status */
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "ON_HOLD",
                 *       "label": "On hold",
                 *       "rank": 7,
                 *       "color": null,
                 *       "active": true,
                 *       "category": "active"
                 *     }
                 */
                "application/json": {
                    /** @example OPEN */
                    code?: string;
                    /**
                     * Format: visible
                     * @description Words people see
                     * @example Open
                     */
                    label: string;
                    /**
                     * @description Place in the order; last when left out
                     * @example 2
                     */
                    rank?: number;
                    /**
                     * @description #rrggbb, or null
                     * @example #d03030
                     */
                    color?: string | null;
                    /** @description false: retired; old incidents keep it, others cannot take it */
                    active?: boolean;
                    /**
                     * @description What the status means for the life of an incident
                     * @enum {unknown}
                     */
                    category: "new" | "active" | "resolved" | "closed";
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "code": "ON_HOLD",
                     *         "label": "On hold",
                     *         "rank": 7,
                     *         "color": null,
                     *         "active": true,
                     *         "category": "active"
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["StatusEntry"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    removeStatus: {
        parameters: {
            query?: never;
            header?: {
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path: {
                /** @description Code of the status */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "code": "ON_HOLD",
                     *         "label": "On hold",
                     *         "rank": 7,
                     *         "color": null,
                     *         "active": true,
                     *         "category": "active"
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["StatusEntry"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The record, or another request, is in the way. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listSeverities: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "code": "TRIVIAL",
                     *           "label": "Trivial",
                     *           "rank": 6,
                     *           "color": null,
                     *           "active": true
                     *         }
                     *       ],
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["CodeEntry"][];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    addSeverity: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request happen once, however often it is sent: a repetition gets the kept answer. Per tenant, user and path, kept for 24 hours; refusals (4xx) are not kept. Choose a new random one for each thing you mean to do. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "TRIVIAL",
                 *       "label": "Trivial",
                 *       "rank": 6,
                 *       "color": null,
                 *       "active": true
                 *     }
                 */
                "application/json": {
                    /** @example OPEN */
                    code: string;
                    /**
                     * Format: visible
                     * @description Words people see
                     * @example Open
                     */
                    label: string;
                    /**
                     * @description Place in the order; last when left out
                     * @example 2
                     */
                    rank?: number;
                    /**
                     * @description #rrggbb, or null
                     * @example #d03030
                     */
                    color?: string | null;
                    /** @description false: retired; old incidents keep it, others cannot take it */
                    active?: boolean;
                };
            };
        };
        responses: {
            /** @description Made; `Location` names it */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "code": "TRIVIAL",
                     *         "label": "Trivial",
                     *         "rank": 6,
                     *         "color": null,
                     *         "active": true
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["CodeEntry"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The record, or another request, is in the way. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    changeSeverity: {
        parameters: {
            query?: never;
            header?: {
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path: {
                /** @description Code of the severity */
                code: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "TRIVIAL",
                 *       "label": "Trivial",
                 *       "rank": 6,
                 *       "color": null,
                 *       "active": true
                 *     }
                 */
                "application/json": {
                    /** @example OPEN */
                    code?: string;
                    /**
                     * Format: visible
                     * @description Words people see
                     * @example Open
                     */
                    label: string;
                    /**
                     * @description Place in the order; last when left out
                     * @example 2
                     */
                    rank?: number;
                    /**
                     * @description #rrggbb, or null
                     * @example #d03030
                     */
                    color?: string | null;
                    /** @description false: retired; old incidents keep it, others cannot take it */
                    active?: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "code": "TRIVIAL",
                     *         "label": "Trivial",
                     *         "rank": 6,
                     *         "color": null,
                     *         "active": true
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["CodeEntry"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    removeSeverity: {
        parameters: {
            query?: never;
            header?: {
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path: {
                /** @description Code of the severity */
                code: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "code": "TRIVIAL",
                     *         "label": "Trivial",
                     *         "rank": 6,
                     *         "color": null,
                     *         "active": true
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["CodeEntry"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The record, or another request, is in the way. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "01936f2c-5d1e-7b3a-9c55-0f3a6c1d2e4f",
                     *           "url": "https://receiver.example/tocsin",
                     *           "types": [
                     *             "incident.*"
                     *           ],
                     *           "description": "On-call pager",
                     *           "enabled": true,
                     *           "disabled_reason": null,
                     *           "cursor": 4711,
                     *           "failures": 0,
                     *           "failing_since": null,
                     *           "last_error": null,
                     *           "next_try_at": null,
                     *           "set_aside": 0,
                     *           "last_set_aside": null,
                     *           "previous_secret_until": null,
                     *           "created_at": "2026-05-01T14:05:00.123456Z",
                     *           "created_by": "System Admin",
                     *           "created_by_id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                     *           "updated_at": "2026-05-01T14:05:00.123456Z"
                     *         }
                     *       ],
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Webhook"][];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    addWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request happen once, however often it is sent: a repetition gets the kept answer. Per tenant, user and path, kept for 24 hours; refusals (4xx) are not kept. Choose a new random one for each thing you mean to do. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://receiver.example/tocsin",
                 *       "types": [
                 *         "incident.*"
                 *       ],
                 *       "description": "On-call pager"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Where events are posted to, by https or http. An address that is loopback, private, link-local or of a cloud’s metadata is refused, whether written or resolved, unless the instance allows private ones
                     * @example https://receiver.example/tocsin
                     */
                    url: string;
                    /**
                     * @description Types wanted, such as incident.updated or incident.*; * is every type
                     * @example [
                     *       "incident.*"
                     *     ]
                     */
                    types?: string[];
                    /**
                     * @description For people
                     * @example On-call pager
                     */
                    description?: string;
                    /** @description Whether events are sent */
                    enabled?: boolean;
                    /** @description Written by the server; ignored when sent */
                    readonly id?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly disabled_reason?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly cursor?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly failures?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly failing_since?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly last_error?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly next_try_at?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly set_aside?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly last_set_aside?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly previous_secret_until?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly created_at?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly created_by?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly created_by_id?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly updated_at?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly tenant_id?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly secret?: unknown;
                };
            };
        };
        responses: {
            /** @description Made; `Location` names it */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "01936f2c-5d1e-7b3a-9c55-0f3a6c1d2e4f",
                     *         "url": "https://receiver.example/tocsin",
                     *         "types": [
                     *           "incident.*"
                     *         ],
                     *         "description": "On-call pager",
                     *         "enabled": true,
                     *         "disabled_reason": null,
                     *         "cursor": 4711,
                     *         "failures": 0,
                     *         "failing_since": null,
                     *         "last_error": null,
                     *         "next_try_at": null,
                     *         "set_aside": 0,
                     *         "last_set_aside": null,
                     *         "previous_secret_until": null,
                     *         "created_at": "2026-05-01T14:05:00.123456Z",
                     *         "created_by": "System Admin",
                     *         "created_by_id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                     *         "updated_at": "2026-05-01T14:05:00.123456Z",
                     *         "secret": "whsec_…"
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["WebhookWithSecret"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The record, or another request, is in the way. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the webhook */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "01936f2c-5d1e-7b3a-9c55-0f3a6c1d2e4f",
                     *         "url": "https://receiver.example/tocsin",
                     *         "types": [
                     *           "incident.*"
                     *         ],
                     *         "description": "On-call pager",
                     *         "enabled": true,
                     *         "disabled_reason": null,
                     *         "cursor": 4711,
                     *         "failures": 0,
                     *         "failing_since": null,
                     *         "last_error": null,
                     *         "next_try_at": null,
                     *         "set_aside": 0,
                     *         "last_set_aside": null,
                     *         "previous_secret_until": null,
                     *         "created_at": "2026-05-01T14:05:00.123456Z",
                     *         "created_by": "System Admin",
                     *         "created_by_id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                     *         "updated_at": "2026-05-01T14:05:00.123456Z"
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Webhook"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    changeWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path: {
                /** @description Id of the webhook */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "enabled": true
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Where events are posted to, by https or http. An address that is loopback, private, link-local or of a cloud’s metadata is refused, whether written or resolved, unless the instance allows private ones
                     * @example https://receiver.example/tocsin
                     */
                    url?: string;
                    /**
                     * @description Types wanted, such as incident.updated or incident.*; * is every type
                     * @example [
                     *       "incident.*"
                     *     ]
                     */
                    types?: string[];
                    /**
                     * @description For people
                     * @example On-call pager
                     */
                    description?: string;
                    /** @description Whether events are sent */
                    enabled?: boolean;
                    /** @description Written by the server; ignored when sent */
                    readonly id?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly disabled_reason?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly cursor?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly failures?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly failing_since?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly last_error?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly next_try_at?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly set_aside?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly last_set_aside?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly previous_secret_until?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly created_at?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly created_by?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly created_by_id?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly updated_at?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly tenant_id?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly secret?: unknown;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "01936f2c-5d1e-7b3a-9c55-0f3a6c1d2e4f",
                     *         "url": "https://receiver.example/tocsin",
                     *         "types": [
                     *           "incident.*"
                     *         ],
                     *         "description": "On-call pager",
                     *         "enabled": true,
                     *         "disabled_reason": null,
                     *         "cursor": 4711,
                     *         "failures": 0,
                     *         "failing_since": null,
                     *         "last_error": null,
                     *         "next_try_at": null,
                     *         "set_aside": 0,
                     *         "last_set_aside": null,
                     *         "previous_secret_until": null,
                     *         "created_at": "2026-05-01T14:05:00.123456Z",
                     *         "created_by": "System Admin",
                     *         "created_by_id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                     *         "updated_at": "2026-05-01T14:05:00.123456Z"
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Webhook"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    removeWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path: {
                /** @description Id of the webhook */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "01936f2c-5d1e-7b3a-9c55-0f3a6c1d2e4f",
                     *         "url": "https://receiver.example/tocsin",
                     *         "types": [
                     *           "incident.*"
                     *         ],
                     *         "description": "On-call pager",
                     *         "enabled": true,
                     *         "disabled_reason": null,
                     *         "cursor": 4711,
                     *         "failures": 0,
                     *         "failing_since": null,
                     *         "last_error": null,
                     *         "next_try_at": null,
                     *         "set_aside": 0,
                     *         "last_set_aside": null,
                     *         "previous_secret_until": null,
                     *         "created_at": "2026-05-01T14:05:00.123456Z",
                     *         "created_by": "System Admin",
                     *         "created_by_id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                     *         "updated_at": "2026-05-01T14:05:00.123456Z"
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Webhook"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    pingWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request happen once, however often it is sent: a repetition gets the kept answer. Per tenant, user and path, kept for 24 hours; refusals (4xx) are not kept. Choose a new random one for each thing you mean to do. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path: {
                /** @description Id of the webhook */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "01936f2d-1bd0-7c1e-9a70-3d5f7e8c9b21",
                     *         "kind": "event",
                     *         "seq": 4711,
                     *         "event_type": "incident.updated",
                     *         "incident_id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                     *         "message_id": "evt_37a8eec1ce19_0193c0de-7c1e-7b3a-9c55-0f3a6c1d2e4f_4711",
                     *         "attempted_at": "2026-05-01T14:05:00.201007Z",
                     *         "duration_ms": 84,
                     *         "succeeded": false,
                     *         "status": 503,
                     *         "error": null,
                     *         "response": "Down for maintenance",
                     *         "next_try_at": "2026-05-01T14:05:01.180223Z"
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["WebhookDelivery"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The record, or another request, is in the way. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    skipWebhookEvent: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request happen once, however often it is sent: a repetition gets the kept answer. Per tenant, user and path, kept for 24 hours; refusals (4xx) are not kept. Choose a new random one for each thing you mean to do. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path: {
                /** @description Id of the webhook */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "seq": 1
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Position of the event that fails
                     * @example 1
                     */
                    seq: number;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "01936f2c-5d1e-7b3a-9c55-0f3a6c1d2e4f",
                     *         "url": "https://receiver.example/tocsin",
                     *         "types": [
                     *           "incident.*"
                     *         ],
                     *         "description": "On-call pager",
                     *         "enabled": true,
                     *         "disabled_reason": null,
                     *         "cursor": 4711,
                     *         "failures": 0,
                     *         "failing_since": null,
                     *         "last_error": null,
                     *         "next_try_at": null,
                     *         "set_aside": 0,
                     *         "last_set_aside": null,
                     *         "previous_secret_until": null,
                     *         "created_at": "2026-05-01T14:05:00.123456Z",
                     *         "created_by": "System Admin",
                     *         "created_by_id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                     *         "updated_at": "2026-05-01T14:05:00.123456Z"
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Webhook"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The record, or another request, is in the way. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    rotateWebhookSecret: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request happen once, however often it is sent: a repetition gets the kept answer. Per tenant, user and path, kept for 24 hours; refusals (4xx) are not kept. Choose a new random one for each thing you mean to do. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path: {
                /** @description Id of the webhook */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "01936f2c-5d1e-7b3a-9c55-0f3a6c1d2e4f",
                     *         "url": "https://receiver.example/tocsin",
                     *         "types": [
                     *           "incident.*"
                     *         ],
                     *         "description": "On-call pager",
                     *         "enabled": true,
                     *         "disabled_reason": null,
                     *         "cursor": 4711,
                     *         "failures": 0,
                     *         "failing_since": null,
                     *         "last_error": null,
                     *         "next_try_at": null,
                     *         "set_aside": 0,
                     *         "last_set_aside": null,
                     *         "previous_secret_until": null,
                     *         "created_at": "2026-05-01T14:05:00.123456Z",
                     *         "created_by": "System Admin",
                     *         "created_by_id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                     *         "updated_at": "2026-05-01T14:05:00.123456Z",
                     *         "secret": "whsec_…"
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["WebhookWithSecret"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The record, or another request, is in the way. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    replayWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request happen once, however often it is sent: a repetition gets the kept answer. Per tenant, user and path, kept for 24 hours; refusals (4xx) are not kept. Choose a new random one for each thing you mean to do. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path: {
                /** @description Id of the webhook */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "from_seq": 1,
                 *       "to_seq": 1
                 *     }
                 */
                "application/json": {
                    /**
                     * @description First event to send again
                     * @example 1
                     */
                    from_seq: number;
                    /**
                     * @description Last event to send again; not beyond the end of the log
                     * @example 1
                     */
                    to_seq: number;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "01936f2d-08aa-7d3e-8f7b-5b1c6f2a9e10",
                     *         "webhook_id": "01936f2c-5d1e-7b3a-9c55-0f3a6c1d2e4f",
                     *         "from_seq": 4000,
                     *         "to_seq": 4711
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["WebhookReplay"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The record, or another request, is in the way. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                /** @description Page, from 1 */
                page?: number;
                /** @description Records on a page */
                size?: number;
                /** @description next_cursor of the page before; not with page */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id of the webhook */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            deliveries: components["schemas"]["WebhookDelivery"][];
                            /** @example 1 */
                            total: number;
                        };
                        message?: components["schemas"]["Message"];
                        page?: components["schemas"]["Page"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listSubscriptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "01936f2e-77aa-7c10-8a31-2f9d4c6b8e55",
                     *           "email": "night.watch@example.org",
                     *           "incident_id": null,
                     *           "filter": {
                     *             "severity": [
                     *               "CRITICAL"
                     *             ]
                     *           },
                     *           "confirmed": false,
                     *           "ended_reason": null,
                     *           "failures": 0,
                     *           "last_error": null,
                     *           "next_try_at": null,
                     *           "set_aside": 0,
                     *           "last_set_aside": null,
                     *           "owner": "System Admin",
                     *           "owner_id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                     *           "created_at": "2026-05-01T14:05:00.123456Z"
                     *         }
                     *       ],
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Subscription"][];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    subscribe: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request happen once, however often it is sent: a repetition gets the kept answer. Per tenant, user and path, kept for 24 hours; refusals (4xx) are not kept. Choose a new random one for each thing you mean to do. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "filter": {
                 *         "severity": [
                 *           "CRITICAL"
                 *         ]
                 *       },
                 *       "email": "night.watch@example.org"
                 *     }
                 */
                "application/json": {
                    /** @description The incident to follow; or give filter */
                    incident_id?: string;
                    filter?: {
                        /** @description Words or parts of words, as in the list */
                        q?: string;
                        /** @description Codes of a status */
                        status?: string[];
                        /** @description Codes of a type */
                        type?: string[];
                        /** @description Codes of a severity; empty for not assessed */
                        severity?: string[];
                        /** @description Exactly this reporter */
                        reported_by?: string;
                    };
                    /**
                     * @description Default: the verified address of the token. Any other is asked first
                     * @example night.watch@example.org
                     */
                    email?: string;
                    /** @description Written by the server; ignored when sent */
                    readonly id?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly confirmed?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly ended_reason?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly failures?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly last_error?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly next_try_at?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly set_aside?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly last_set_aside?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly owner?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly owner_id?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly created_at?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly tenant_id?: unknown;
                };
            };
        };
        responses: {
            /** @description Made; `Location` names it */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "01936f2e-77aa-7c10-8a31-2f9d4c6b8e55",
                     *         "email": "night.watch@example.org",
                     *         "incident_id": null,
                     *         "filter": {
                     *           "severity": [
                     *             "CRITICAL"
                     *           ]
                     *         },
                     *         "confirmed": false,
                     *         "ended_reason": null,
                     *         "failures": 0,
                     *         "last_error": null,
                     *         "next_try_at": null,
                     *         "set_aside": 0,
                     *         "last_set_aside": null,
                     *         "owner": "System Admin",
                     *         "owner_id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                     *         "created_at": "2026-05-01T14:05:00.123456Z"
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Subscription"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The record, or another request, is in the way. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getSubscription: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the subscription */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "01936f2e-77aa-7c10-8a31-2f9d4c6b8e55",
                     *         "email": "night.watch@example.org",
                     *         "incident_id": null,
                     *         "filter": {
                     *           "severity": [
                     *             "CRITICAL"
                     *           ]
                     *         },
                     *         "confirmed": false,
                     *         "ended_reason": null,
                     *         "failures": 0,
                     *         "last_error": null,
                     *         "next_try_at": null,
                     *         "set_aside": 0,
                     *         "last_set_aside": null,
                     *         "owner": "System Admin",
                     *         "owner_id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                     *         "created_at": "2026-05-01T14:05:00.123456Z"
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Subscription"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    unsubscribe: {
        parameters: {
            query?: never;
            header?: {
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path: {
                /** @description Id of the subscription */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "01936f2e-77aa-7c10-8a31-2f9d4c6b8e55",
                     *         "email": "night.watch@example.org",
                     *         "incident_id": null,
                     *         "filter": {
                     *           "severity": [
                     *             "CRITICAL"
                     *           ]
                     *         },
                     *         "confirmed": false,
                     *         "ended_reason": null,
                     *         "failures": 0,
                     *         "last_error": null,
                     *         "next_try_at": null,
                     *         "set_aside": 0,
                     *         "last_set_aside": null,
                     *         "owner": "System Admin",
                     *         "owner_id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                     *         "created_at": "2026-05-01T14:05:00.123456Z"
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Subscription"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    skipSubscriptionEvent: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request happen once, however often it is sent: a repetition gets the kept answer. Per tenant, user and path, kept for 24 hours; refusals (4xx) are not kept. Choose a new random one for each thing you mean to do. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path: {
                /** @description Id of the subscription */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "seq": 1
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Position of the event that fails
                     * @example 1
                     */
                    seq: number;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "01936f2e-77aa-7c10-8a31-2f9d4c6b8e55",
                     *         "email": "night.watch@example.org",
                     *         "incident_id": null,
                     *         "filter": {
                     *           "severity": [
                     *             "CRITICAL"
                     *           ]
                     *         },
                     *         "confirmed": false,
                     *         "ended_reason": null,
                     *         "failures": 0,
                     *         "last_error": null,
                     *         "next_try_at": null,
                     *         "set_aside": 0,
                     *         "last_set_aside": null,
                     *         "owner": "System Admin",
                     *         "owner_id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                     *         "created_at": "2026-05-01T14:05:00.123456Z"
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Subscription"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The record, or another request, is in the way. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listViews: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "01936f2f-2b60-7d41-9d0e-7a4c8e21b5f3",
                     *           "name": "Critical, newest first",
                     *           "page": "incidents",
                     *           "state": "severity=CRITICAL&sort=date,DESC",
                     *           "shared": true,
                     *           "owner": "System Admin",
                     *           "owner_id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                     *           "created_at": "2026-05-01T14:05:00.123456Z",
                     *           "updated_at": "2026-05-01T14:05:00.123456Z"
                     *         }
                     *       ],
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["View"][];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    addView: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request happen once, however often it is sent: a repetition gets the kept answer. Per tenant, user and path, kept for 24 hours; refusals (4xx) are not kept. Choose a new random one for each thing you mean to do. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Critical, newest first",
                 *       "page": "incidents",
                 *       "state": "severity=CRITICAL&sort=date,DESC",
                 *       "shared": true
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: visible
                     * @description What people call it
                     * @example Critical, not assigned to anybody
                     */
                    name: string;
                    /**
                     * @description Page of the console
                     * @enum {unknown}
                     */
                    page: "incidents" | "board" | "overview";
                    /**
                     * @description The query string of the page’s address, percent-encoded, without # and what follows it
                     * @example severity=CRITICAL&sort=date,DESC
                     */
                    state: string;
                    /** @description Whether everybody in the tenant sees it; default false */
                    shared?: boolean;
                    /** @description Written by the server; ignored when sent */
                    readonly id?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly owner?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly owner_id?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly created_at?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly updated_at?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly tenant_id?: unknown;
                };
            };
        };
        responses: {
            /** @description Made; `Location` names it */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "01936f2f-2b60-7d41-9d0e-7a4c8e21b5f3",
                     *         "name": "Critical, newest first",
                     *         "page": "incidents",
                     *         "state": "severity=CRITICAL&sort=date,DESC",
                     *         "shared": true,
                     *         "owner": "System Admin",
                     *         "owner_id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                     *         "created_at": "2026-05-01T14:05:00.123456Z",
                     *         "updated_at": "2026-05-01T14:05:00.123456Z"
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["View"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The record, or another request, is in the way. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getView: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the view */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "01936f2f-2b60-7d41-9d0e-7a4c8e21b5f3",
                     *         "name": "Critical, newest first",
                     *         "page": "incidents",
                     *         "state": "severity=CRITICAL&sort=date,DESC",
                     *         "shared": true,
                     *         "owner": "System Admin",
                     *         "owner_id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                     *         "created_at": "2026-05-01T14:05:00.123456Z",
                     *         "updated_at": "2026-05-01T14:05:00.123456Z"
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["View"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    changeView: {
        parameters: {
            query?: never;
            header?: {
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path: {
                /** @description Id of the view */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Critical, oldest first",
                 *       "state": "severity=CRITICAL&sort=date,ASC"
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: visible
                     * @description What people call it
                     * @example Critical, not assigned to anybody
                     */
                    name?: string;
                    /**
                     * @description Page of the console
                     * @enum {unknown}
                     */
                    page?: "incidents" | "board" | "overview";
                    /**
                     * @description The query string of the page’s address, percent-encoded, without # and what follows it
                     * @example severity=CRITICAL&sort=date,DESC
                     */
                    state?: string;
                    /** @description Whether everybody in the tenant sees it; default false */
                    shared?: boolean;
                    /** @description Written by the server; ignored when sent */
                    readonly id?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly owner?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly owner_id?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly created_at?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly updated_at?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly tenant_id?: unknown;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "01936f2f-2b60-7d41-9d0e-7a4c8e21b5f3",
                     *         "name": "Critical, newest first",
                     *         "page": "incidents",
                     *         "state": "severity=CRITICAL&sort=date,DESC",
                     *         "shared": true,
                     *         "owner": "System Admin",
                     *         "owner_id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                     *         "created_at": "2026-05-01T14:05:00.123456Z",
                     *         "updated_at": "2026-05-01T14:05:00.123456Z"
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["View"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The record, or another request, is in the way. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    removeView: {
        parameters: {
            query?: never;
            header?: {
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path: {
                /** @description Id of the view */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "01936f2f-2b60-7d41-9d0e-7a4c8e21b5f3",
                     *         "name": "Critical, newest first",
                     *         "page": "incidents",
                     *         "state": "severity=CRITICAL&sort=date,DESC",
                     *         "shared": true,
                     *         "owner": "System Admin",
                     *         "owner_id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                     *         "created_at": "2026-05-01T14:05:00.123456Z",
                     *         "updated_at": "2026-05-01T14:05:00.123456Z"
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["View"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getUsage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "shares": [
                     *           {
                     *             "name": "requests",
                     *             "unit": "requests",
                     *             "used": 3,
                     *             "limit": 1000,
                     *             "waiting": 0
                     *           },
                     *           {
                     *             "name": "costly_requests",
                     *             "unit": "requests",
                     *             "used": 2,
                     *             "limit": 2,
                     *             "waiting": 5
                     *           },
                     *           {
                     *             "name": "answer_bytes",
                     *             "unit": "bytes",
                     *             "used": 2113536,
                     *             "limit": 25165824,
                     *             "waiting": 0
                     *           }
                     *         ],
                     *         "quotas": [
                     *           {
                     *             "name": "api_tokens",
                     *             "of": "tenant",
                     *             "unit": "records",
                     *             "used": 12,
                     *             "limit": 100
                     *           },
                     *           {
                     *             "name": "kept_answer_bytes",
                     *             "of": "tenant",
                     *             "unit": "bytes",
                     *             "used": 1890304,
                     *             "limit": 536870912
                     *           },
                     *           {
                     *             "name": "views",
                     *             "of": "person",
                     *             "unit": "records",
                     *             "used": 4,
                     *             "limit": 200
                     *           }
                     *         ]
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Usage"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "user": {
                     *           "id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                     *           "name": "System Admin",
                     *           "email": "admin@tocsin.local",
                     *           "email_verified": true
                     *         },
                     *         "tenant": {
                     *           "id": "default",
                     *           "name": "Default"
                     *         },
                     *         "role": "viewer",
                     *         "permissions": [
                     *           "incident.read",
                     *           "subscription.manage",
                     *           "view.manage"
                     *         ],
                     *         "kind": "user",
                     *         "account": true,
                     *         "expires_at": "2026-05-01T14:15:00.000Z"
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Me"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listTokens: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "01936f2c-5d1e-7b3a-9c55-0f3a6c1d2e4f",
                     *           "name": "Alarm gateway",
                     *           "role": "responder",
                     *           "created_at": "2026-05-01T14:05:00.123456Z",
                     *           "created_by": "System Admin",
                     *           "created_by_id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                     *           "last_used_at": null,
                     *           "expires_at": "2027-05-01T00:00:00.000000Z",
                     *           "parent_id": null
                     *         }
                     *       ],
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["ApiToken"][];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    addToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request happen once, however often it is sent: a repetition gets the kept answer. Per tenant, user and path, kept for 24 hours; refusals (4xx) are not kept. Choose a new random one for each thing you mean to do. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Alarm gateway",
                 *       "role": "responder",
                 *       "expires_at": "2027-05-01T00:00:00Z"
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: visible
                     * @description Display name
                     * @example Alarm gateway
                     */
                    name: string;
                    /**
                     * @description What it may do; never more than the caller
                     * @enum {unknown}
                     */
                    role: "viewer" | "responder" | "admin" | "deployer";
                    /**
                     * Format: date-time
                     * @description When it ends; must lie in the future. Without it, or null: after 365 days (TOKEN_MAX_DAYS). One that an API token makes ends with that at the latest
                     * @example 2024-11-11T10:57:27+08:00
                     */
                    expires_at?: string | null;
                    /** @description Written by the server; ignored when sent */
                    readonly id?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly created_at?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly created_by?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly created_by_id?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly last_used_at?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly parent_id?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly tenant_id?: unknown;
                };
            };
        };
        responses: {
            /** @description Made; `Location` names it */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "01936f2c-5d1e-7b3a-9c55-0f3a6c1d2e4f",
                     *         "name": "Alarm gateway",
                     *         "role": "responder",
                     *         "created_at": "2026-05-01T14:05:00.123456Z",
                     *         "created_by": "System Admin",
                     *         "created_by_id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                     *         "last_used_at": null,
                     *         "expires_at": "2027-05-01T00:00:00.000000Z",
                     *         "parent_id": null,
                     *         "token": "tcs_…"
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["NewApiToken"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The record, or another request, is in the way. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the API token */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "01936f2c-5d1e-7b3a-9c55-0f3a6c1d2e4f",
                     *         "name": "Alarm gateway",
                     *         "role": "responder",
                     *         "created_at": "2026-05-01T14:05:00.123456Z",
                     *         "created_by": "System Admin",
                     *         "created_by_id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                     *         "last_used_at": null,
                     *         "expires_at": "2027-05-01T00:00:00.000000Z",
                     *         "parent_id": null
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["ApiToken"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    removeToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path: {
                /** @description Id of the API token */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "01936f2c-5d1e-7b3a-9c55-0f3a6c1d2e4f",
                     *         "name": "Alarm gateway",
                     *         "role": "responder",
                     *         "created_at": "2026-05-01T14:05:00.123456Z",
                     *         "created_by": "System Admin",
                     *         "created_by_id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                     *         "last_used_at": null,
                     *         "expires_at": "2027-05-01T00:00:00.000000Z",
                     *         "parent_id": null
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["ApiToken"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    listAccounts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                     *           "email": "rosa@example.org",
                     *           "name": "Rosa Lind",
                     *           "role": "responder",
                     *           "active": true,
                     *           "created_at": "2026-05-01T14:05:00.123456Z",
                     *           "created_by": "System Admin",
                     *           "updated_at": "2026-05-01T14:05:00.123456Z",
                     *           "last_sign_in_at": null
                     *         }
                     *       ],
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Account"][];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    addAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes the request happen once, however often it is sent: a repetition gets the kept answer. Per tenant, user and path, kept for 24 hours; refusals (4xx) are not kept. Choose a new random one for each thing you mean to do. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "rosa@example.org",
                 *       "name": "Rosa Lind",
                 *       "role": "responder"
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: email
                     * @description One account per address in the whole instance, whatever the letter case
                     * @example rosa@example.org
                     */
                    email: string;
                    /**
                     * Format: visible
                     * @description Display name
                     * @example Rosa Lind
                     */
                    name: string;
                    /**
                     * @description Never more than the caller
                     * @enum {unknown}
                     */
                    role: "viewer" | "responder" | "admin" | "deployer";
                    /** @description At least 8 characters; without it one is generated */
                    password?: string;
                    /** @default true */
                    active?: boolean;
                    /** @description Written by the server; ignored when sent */
                    readonly id?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly tenant_id?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly created_at?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly created_by?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly updated_at?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly last_sign_in_at?: unknown;
                };
            };
        };
        responses: {
            /** @description Made; `Location` names it */
            201: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                     *         "email": "rosa@example.org",
                     *         "name": "Rosa Lind",
                     *         "role": "responder",
                     *         "active": true,
                     *         "created_at": "2026-05-01T14:05:00.123456Z",
                     *         "created_by": "System Admin",
                     *         "updated_at": "2026-05-01T14:05:00.123456Z",
                     *         "last_sign_in_at": null,
                     *         "password": "b7kq-2mzp-x4tn-hj9c-w3vd"
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["NewAccount"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The record, or another request, is in the way. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            422: components["responses"]["IdempotencyMismatch"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the account */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                     *         "email": "rosa@example.org",
                     *         "name": "Rosa Lind",
                     *         "role": "responder",
                     *         "active": true,
                     *         "created_at": "2026-05-01T14:05:00.123456Z",
                     *         "created_by": "System Admin",
                     *         "updated_at": "2026-05-01T14:05:00.123456Z",
                     *         "last_sign_in_at": null
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Account"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    changeAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path: {
                /** @description Id of the account */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Rosa Lind",
                 *       "role": "admin"
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: email
                     * @description One account per address in the whole instance, whatever the letter case
                     * @example rosa@example.org
                     */
                    email?: string;
                    /**
                     * Format: visible
                     * @description Display name
                     * @example Rosa Lind
                     */
                    name?: string;
                    /**
                     * @description Never more than the caller
                     * @enum {unknown}
                     */
                    role?: "viewer" | "responder" | "admin" | "deployer";
                    /** @description At least 8 characters */
                    password?: string;
                    active?: boolean;
                    /**
                     * @description Whether the API tokens made for this account end as well
                     * @default false
                     */
                    end_tokens?: boolean;
                    /** @description Written by the server; ignored when sent */
                    readonly id?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly tenant_id?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly created_at?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly created_by?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly updated_at?: unknown;
                    /** @description Written by the server; ignored when sent */
                    readonly last_sign_in_at?: unknown;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                     *         "email": "rosa@example.org",
                     *         "name": "Rosa Lind",
                     *         "role": "responder",
                     *         "active": true,
                     *         "created_at": "2026-05-01T14:05:00.123456Z",
                     *         "created_by": "System Admin",
                     *         "updated_at": "2026-05-01T14:05:00.123456Z",
                     *         "last_sign_in_at": null
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Account"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description The record, or another request, is in the way. */
            409: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    removeAccount: {
        parameters: {
            query?: never;
            header?: {
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path: {
                /** @description Id of the account */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                     *         "email": "rosa@example.org",
                     *         "name": "Rosa Lind",
                     *         "role": "responder",
                     *         "active": true,
                     *         "created_at": "2026-05-01T14:05:00.123456Z",
                     *         "created_by": "System Admin",
                     *         "updated_at": "2026-05-01T14:05:00.123456Z",
                     *         "last_sign_in_at": null
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Account"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    changeOwnPassword: {
        parameters: {
            query?: never;
            header?: {
                /** @description How it is recorded: in a console, by a command line, or from notes on paper. Kept with the event as `via`; `api` where it is left out. */
                "Tocsin-Via"?: components["parameters"]["TocsinVia"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "current": "the one until now",
                 *       "new": "correct horse battery"
                 *     }
                 */
                "application/json": {
                    /** @description The password as it is */
                    current: string;
                    /** @description The password as it shall be: at least 8 characters */
                    new: string;
                    /**
                     * @description Whether the API tokens made for this account end as well
                     * @default false
                     */
                    end_tokens?: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                     *         "email": "rosa@example.org",
                     *         "name": "Rosa Lind",
                     *         "role": "responder",
                     *         "active": true,
                     *         "created_at": "2026-05-01T14:05:00.123456Z",
                     *         "created_by": "System Admin",
                     *         "updated_at": "2026-05-01T14:05:00.123456Z",
                     *         "last_sign_in_at": null
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Account"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            401: components["responses"]["Unauthenticated"];
            /** @description The token is good, but it names no tenant or its role does not reach. */
            403: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            /** @description There is no such thing, or not for this tenant: the two answer alike. */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            413: components["responses"]["TooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["RateLimited"];
            500: components["responses"]["Internal"];
            503: components["responses"]["Unavailable"];
        };
    };
    getConfiguration: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": {
                     *         "version": "0.1.0",
                     *         "issuer": "https://tocsin.example.org/oidc",
                     *         "client_id": "tocsin-console",
                     *         "scopes": "openid offline_access profile email",
                     *         "redirect_path": "/signed-in",
                     *         "accounts": true,
                     *         "mail": true,
                     *         "update_warning_seconds": 300,
                     *         "limits": {
                     *           "name": 500,
                     *           "description": 100000,
                     *           "reported_by": 500,
                     *           "location": 500,
                     *           "comment": 10000,
                     *           "q": 500,
                     *           "attribute_name": 64,
                     *           "attribute_description": 1000,
                     *           "string_value": 10000,
                     *           "options": 200,
                     *           "option": 200,
                     *           "code": 64,
                     *           "label": 200,
                     *           "url": 2048,
                     *           "webhook_description": 500,
                     *           "token_name": 200,
                     *           "account_name": 500,
                     *           "email": 254,
                     *           "password": 256,
                     *           "view_name": 200,
                     *           "presence_seconds": 40,
                     *           "body_bytes": 1048576
                     *         }
                     *       },
                     *       "sent_at": "2026-05-01T14:20:00.000Z"
                     *     }
                     */
                    "application/json": {
                        data: components["schemas"]["Configuration"];
                        message?: components["schemas"]["Message"];
                        sent_at: components["schemas"]["SentAt"];
                    };
                };
            };
            /** @description Something in the request has to be mended; every such thing is named. */
            400: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Failure"];
                };
            };
            500: components["responses"]["Internal"];
        };
    };
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is up */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ok"
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "ok";
                    };
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ready */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "ready"
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "ready";
                    };
                };
            };
            /** @description Not ready: stopping, or without its database */
            503: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    "Retry-After": components["headers"]["RetryAfter"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "database unavailable"
                     *     }
                     */
                    "application/json": {
                        /** @enum {string} */
                        status: "database unavailable" | "draining";
                    };
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The measurements */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example # HELP process_cpu_seconds_total Total user and system CPU time spent in seconds.
                     *     # TYPE process_cpu_seconds_total counter
                     *     process_cpu_seconds_total 1.25
                     */
                    "text/plain": string;
                };
            };
        };
    };
    getOpenApi: {
        parameters: {
            query?: never;
            header?: {
                /** @description ETags at hand; when one of them is current the answer is 304 without a body. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The document */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["Digest"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "openapi": "3.1.0",
                     *       "info": {
                     *         "title": "Tocsin",
                     *         "version": "1.0.0"
                     *       },
                     *       "paths": {}
                     *     }
                     */
                    "application/json": Record<string, never>;
                };
            };
            /** @description It is still the one named by If-None-Match */
            304: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["Digest"];
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    getReference: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example <!doctype html>
                     *     <html lang="en"></html>
                     */
                    "text/html": string;
                };
            };
        };
    };
    showConfirmation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description From the letter; signed, so it can’t be made up */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page for people */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example <!doctype html>
                     *     <html lang="en"></html>
                     */
                    "text/html": string;
                };
            };
            /** @description A page that says that the link is not valid any more */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example <!doctype html>
                     *     <html lang="en"></html>
                     */
                    "text/html": string;
                };
            };
        };
    };
    takeConfirmation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description From the letter; signed, so it can’t be made up */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page for people */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example <!doctype html>
                     *     <html lang="en"></html>
                     */
                    "text/html": string;
                };
            };
            /** @description A page that says that the link is not valid any more */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example <!doctype html>
                     *     <html lang="en"></html>
                     */
                    "text/html": string;
                };
            };
        };
    };
    showUnsubscription: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description From the letter; signed, so it can’t be made up */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page for people */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example <!doctype html>
                     *     <html lang="en"></html>
                     */
                    "text/html": string;
                };
            };
            /** @description A page that says that the link is not valid any more */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example <!doctype html>
                     *     <html lang="en"></html>
                     */
                    "text/html": string;
                };
            };
        };
    };
    takeUnsubscription: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description From the letter; signed, so it can’t be made up */
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page for people */
            200: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example <!doctype html>
                     *     <html lang="en"></html>
                     */
                    "text/html": string;
                };
            };
            /** @description A page that says that the link is not valid any more */
            404: {
                headers: {
                    "X-Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example <!doctype html>
                     *     <html lang="en"></html>
                     */
                    "text/html": string;
                };
            };
        };
    };
    onIncidentCreated: {
        parameters: {
            query?: never;
            header: {
                /** @description The same at every attempt and replay of an event; carries the epoch and the seq */
                "webhook-id": string;
                /** @description When this attempt was made, in Unix seconds */
                "webhook-timestamp": string;
                /** @description Standard Webhooks: `v1,` and the HMAC-SHA256 of `webhook-id.webhook-timestamp.body` by the secret, in base64; two, separated by a space, while a secret rotates */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "incident.created",
                 *       "timestamp": "2026-05-01T14:05:00.123456Z",
                 *       "data": {
                 *         "seq": 4711,
                 *         "id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                 *         "type": "incident.created",
                 *         "occurred_at": "2026-05-01T14:05:00.123456Z",
                 *         "recorded_at": "2026-05-01T14:05:00.123456Z",
                 *         "tenant_id": "default",
                 *         "incident_id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                 *         "reference": "INC-000042",
                 *         "incident_n": 7,
                 *         "occ_lock": 3,
                 *         "subject": {
                 *           "kind": "incident",
                 *           "id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                 *           "occ_lock": 3
                 *         },
                 *         "also": [],
                 *         "actor": {
                 *           "id": "u-7",
                 *           "name": "System Admin",
                 *           "kind": "user"
                 *         },
                 *         "request_id": "01936f2a-7c1d-7d01-a3a3-0b5c9f1f8f11",
                 *         "reason": null,
                 *         "visibility": "all",
                 *         "via": "console",
                 *         "purged": false,
                 *         "changes": [
                 *           {
                 *             "field": "status",
                 *             "from": "NEW",
                 *             "to": "OPEN"
                 *           }
                 *         ],
                 *         "data": null
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["WebhookMessage"];
            };
        };
        responses: {
            /** @description Wants no more: the webhook is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Failed: the event is sent again */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onIncidentUpdated: {
        parameters: {
            query?: never;
            header: {
                /** @description The same at every attempt and replay of an event; carries the epoch and the seq */
                "webhook-id": string;
                /** @description When this attempt was made, in Unix seconds */
                "webhook-timestamp": string;
                /** @description Standard Webhooks: `v1,` and the HMAC-SHA256 of `webhook-id.webhook-timestamp.body` by the secret, in base64; two, separated by a space, while a secret rotates */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "incident.updated",
                 *       "timestamp": "2026-05-01T14:05:00.123456Z",
                 *       "data": {
                 *         "seq": 4711,
                 *         "id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                 *         "type": "incident.updated",
                 *         "occurred_at": "2026-05-01T14:05:00.123456Z",
                 *         "recorded_at": "2026-05-01T14:05:00.123456Z",
                 *         "tenant_id": "default",
                 *         "incident_id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                 *         "reference": "INC-000042",
                 *         "incident_n": 7,
                 *         "occ_lock": 3,
                 *         "subject": {
                 *           "kind": "incident",
                 *           "id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                 *           "occ_lock": 3
                 *         },
                 *         "also": [],
                 *         "actor": {
                 *           "id": "u-7",
                 *           "name": "System Admin",
                 *           "kind": "user"
                 *         },
                 *         "request_id": "01936f2a-7c1d-7d01-a3a3-0b5c9f1f8f11",
                 *         "reason": null,
                 *         "visibility": "all",
                 *         "via": "console",
                 *         "purged": false,
                 *         "changes": [
                 *           {
                 *             "field": "status",
                 *             "from": "NEW",
                 *             "to": "OPEN"
                 *           }
                 *         ],
                 *         "data": null
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["WebhookMessage"];
            };
        };
        responses: {
            /** @description Wants no more: the webhook is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Failed: the event is sent again */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onIncidentDeleted: {
        parameters: {
            query?: never;
            header: {
                /** @description The same at every attempt and replay of an event; carries the epoch and the seq */
                "webhook-id": string;
                /** @description When this attempt was made, in Unix seconds */
                "webhook-timestamp": string;
                /** @description Standard Webhooks: `v1,` and the HMAC-SHA256 of `webhook-id.webhook-timestamp.body` by the secret, in base64; two, separated by a space, while a secret rotates */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "incident.deleted",
                 *       "timestamp": "2026-05-01T14:05:00.123456Z",
                 *       "data": {
                 *         "seq": 4711,
                 *         "id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                 *         "type": "incident.deleted",
                 *         "occurred_at": "2026-05-01T14:05:00.123456Z",
                 *         "recorded_at": "2026-05-01T14:05:00.123456Z",
                 *         "tenant_id": "default",
                 *         "incident_id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                 *         "reference": "INC-000042",
                 *         "incident_n": 7,
                 *         "occ_lock": 3,
                 *         "subject": {
                 *           "kind": "incident",
                 *           "id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                 *           "occ_lock": 3
                 *         },
                 *         "also": [],
                 *         "actor": {
                 *           "id": "u-7",
                 *           "name": "System Admin",
                 *           "kind": "user"
                 *         },
                 *         "request_id": "01936f2a-7c1d-7d01-a3a3-0b5c9f1f8f11",
                 *         "reason": null,
                 *         "visibility": "all",
                 *         "via": "console",
                 *         "purged": false,
                 *         "changes": [
                 *           {
                 *             "field": "status",
                 *             "from": "NEW",
                 *             "to": "OPEN"
                 *           }
                 *         ],
                 *         "data": null
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["WebhookMessage"];
            };
        };
        responses: {
            /** @description Wants no more: the webhook is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Failed: the event is sent again */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onIncidentRestored: {
        parameters: {
            query?: never;
            header: {
                /** @description The same at every attempt and replay of an event; carries the epoch and the seq */
                "webhook-id": string;
                /** @description When this attempt was made, in Unix seconds */
                "webhook-timestamp": string;
                /** @description Standard Webhooks: `v1,` and the HMAC-SHA256 of `webhook-id.webhook-timestamp.body` by the secret, in base64; two, separated by a space, while a secret rotates */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "incident.restored",
                 *       "timestamp": "2026-05-01T14:05:00.123456Z",
                 *       "data": {
                 *         "seq": 4711,
                 *         "id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                 *         "type": "incident.restored",
                 *         "occurred_at": "2026-05-01T14:05:00.123456Z",
                 *         "recorded_at": "2026-05-01T14:05:00.123456Z",
                 *         "tenant_id": "default",
                 *         "incident_id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                 *         "reference": "INC-000042",
                 *         "incident_n": 7,
                 *         "occ_lock": 3,
                 *         "subject": {
                 *           "kind": "incident",
                 *           "id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                 *           "occ_lock": 3
                 *         },
                 *         "also": [],
                 *         "actor": {
                 *           "id": "u-7",
                 *           "name": "System Admin",
                 *           "kind": "user"
                 *         },
                 *         "request_id": "01936f2a-7c1d-7d01-a3a3-0b5c9f1f8f11",
                 *         "reason": null,
                 *         "visibility": "all",
                 *         "via": "console",
                 *         "purged": false,
                 *         "changes": [
                 *           {
                 *             "field": "status",
                 *             "from": "NEW",
                 *             "to": "OPEN"
                 *           }
                 *         ],
                 *         "data": null
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["WebhookMessage"];
            };
        };
        responses: {
            /** @description Wants no more: the webhook is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Failed: the event is sent again */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onIncidentPurged: {
        parameters: {
            query?: never;
            header: {
                /** @description The same at every attempt and replay of an event; carries the epoch and the seq */
                "webhook-id": string;
                /** @description When this attempt was made, in Unix seconds */
                "webhook-timestamp": string;
                /** @description Standard Webhooks: `v1,` and the HMAC-SHA256 of `webhook-id.webhook-timestamp.body` by the secret, in base64; two, separated by a space, while a secret rotates */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "incident.purged",
                 *       "timestamp": "2026-05-01T14:05:00.123456Z",
                 *       "data": {
                 *         "seq": 4711,
                 *         "id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                 *         "type": "incident.purged",
                 *         "occurred_at": "2026-05-01T14:05:00.123456Z",
                 *         "recorded_at": "2026-05-01T14:05:00.123456Z",
                 *         "tenant_id": "default",
                 *         "incident_id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                 *         "reference": "INC-000042",
                 *         "incident_n": 7,
                 *         "occ_lock": 3,
                 *         "subject": {
                 *           "kind": "incident",
                 *           "id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                 *           "occ_lock": 3
                 *         },
                 *         "also": [],
                 *         "actor": {
                 *           "id": "u-7",
                 *           "name": "System Admin",
                 *           "kind": "user"
                 *         },
                 *         "request_id": "01936f2a-7c1d-7d01-a3a3-0b5c9f1f8f11",
                 *         "reason": null,
                 *         "visibility": "all",
                 *         "via": "console",
                 *         "purged": false,
                 *         "changes": [
                 *           {
                 *             "field": "status",
                 *             "from": "NEW",
                 *             "to": "OPEN"
                 *           }
                 *         ],
                 *         "data": null
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["WebhookMessage"];
            };
        };
        responses: {
            /** @description Wants no more: the webhook is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Failed: the event is sent again */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onIncidentUpdateDue: {
        parameters: {
            query?: never;
            header: {
                /** @description The same at every attempt and replay of an event; carries the epoch and the seq */
                "webhook-id": string;
                /** @description When this attempt was made, in Unix seconds */
                "webhook-timestamp": string;
                /** @description Standard Webhooks: `v1,` and the HMAC-SHA256 of `webhook-id.webhook-timestamp.body` by the secret, in base64; two, separated by a space, while a secret rotates */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "incident.update_due",
                 *       "timestamp": "2026-05-01T14:05:00.123456Z",
                 *       "data": {
                 *         "seq": 4711,
                 *         "id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                 *         "type": "incident.update_due",
                 *         "occurred_at": "2026-05-01T14:05:00.123456Z",
                 *         "recorded_at": "2026-05-01T14:05:00.123456Z",
                 *         "tenant_id": "default",
                 *         "incident_id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                 *         "reference": "INC-000042",
                 *         "incident_n": 7,
                 *         "occ_lock": 3,
                 *         "subject": {
                 *           "kind": "incident",
                 *           "id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                 *           "occ_lock": 3
                 *         },
                 *         "also": [],
                 *         "actor": {
                 *           "id": "u-7",
                 *           "name": "System Admin",
                 *           "kind": "user"
                 *         },
                 *         "request_id": "01936f2a-7c1d-7d01-a3a3-0b5c9f1f8f11",
                 *         "reason": null,
                 *         "visibility": "all",
                 *         "via": "console",
                 *         "purged": false,
                 *         "changes": [
                 *           {
                 *             "field": "status",
                 *             "from": "NEW",
                 *             "to": "OPEN"
                 *           }
                 *         ],
                 *         "data": null
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["WebhookMessage"];
            };
        };
        responses: {
            /** @description Wants no more: the webhook is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Failed: the event is sent again */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onIncidentUpdateOverdue: {
        parameters: {
            query?: never;
            header: {
                /** @description The same at every attempt and replay of an event; carries the epoch and the seq */
                "webhook-id": string;
                /** @description When this attempt was made, in Unix seconds */
                "webhook-timestamp": string;
                /** @description Standard Webhooks: `v1,` and the HMAC-SHA256 of `webhook-id.webhook-timestamp.body` by the secret, in base64; two, separated by a space, while a secret rotates */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "incident.update_overdue",
                 *       "timestamp": "2026-05-01T14:05:00.123456Z",
                 *       "data": {
                 *         "seq": 4711,
                 *         "id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                 *         "type": "incident.update_overdue",
                 *         "occurred_at": "2026-05-01T14:05:00.123456Z",
                 *         "recorded_at": "2026-05-01T14:05:00.123456Z",
                 *         "tenant_id": "default",
                 *         "incident_id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                 *         "reference": "INC-000042",
                 *         "incident_n": 7,
                 *         "occ_lock": 3,
                 *         "subject": {
                 *           "kind": "incident",
                 *           "id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                 *           "occ_lock": 3
                 *         },
                 *         "also": [],
                 *         "actor": {
                 *           "id": "u-7",
                 *           "name": "System Admin",
                 *           "kind": "user"
                 *         },
                 *         "request_id": "01936f2a-7c1d-7d01-a3a3-0b5c9f1f8f11",
                 *         "reason": null,
                 *         "visibility": "all",
                 *         "via": "console",
                 *         "purged": false,
                 *         "changes": [
                 *           {
                 *             "field": "status",
                 *             "from": "NEW",
                 *             "to": "OPEN"
                 *           }
                 *         ],
                 *         "data": null
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["WebhookMessage"];
            };
        };
        responses: {
            /** @description Wants no more: the webhook is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Failed: the event is sent again */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onCommentAdded: {
        parameters: {
            query?: never;
            header: {
                /** @description The same at every attempt and replay of an event; carries the epoch and the seq */
                "webhook-id": string;
                /** @description When this attempt was made, in Unix seconds */
                "webhook-timestamp": string;
                /** @description Standard Webhooks: `v1,` and the HMAC-SHA256 of `webhook-id.webhook-timestamp.body` by the secret, in base64; two, separated by a space, while a secret rotates */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "comment.added",
                 *       "timestamp": "2026-05-01T14:05:00.123456Z",
                 *       "data": {
                 *         "seq": 4711,
                 *         "id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                 *         "type": "comment.added",
                 *         "occurred_at": "2026-05-01T14:05:00.123456Z",
                 *         "recorded_at": "2026-05-01T14:05:00.123456Z",
                 *         "tenant_id": "default",
                 *         "incident_id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                 *         "reference": "INC-000042",
                 *         "incident_n": 7,
                 *         "occ_lock": 3,
                 *         "subject": {
                 *           "kind": "incident",
                 *           "id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                 *           "occ_lock": 3
                 *         },
                 *         "also": [],
                 *         "actor": {
                 *           "id": "u-7",
                 *           "name": "System Admin",
                 *           "kind": "user"
                 *         },
                 *         "request_id": "01936f2a-7c1d-7d01-a3a3-0b5c9f1f8f11",
                 *         "reason": null,
                 *         "visibility": "all",
                 *         "via": "console",
                 *         "purged": false,
                 *         "changes": [
                 *           {
                 *             "field": "status",
                 *             "from": "NEW",
                 *             "to": "OPEN"
                 *           }
                 *         ],
                 *         "data": null
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["WebhookMessage"];
            };
        };
        responses: {
            /** @description Wants no more: the webhook is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Failed: the event is sent again */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onCommentEdited: {
        parameters: {
            query?: never;
            header: {
                /** @description The same at every attempt and replay of an event; carries the epoch and the seq */
                "webhook-id": string;
                /** @description When this attempt was made, in Unix seconds */
                "webhook-timestamp": string;
                /** @description Standard Webhooks: `v1,` and the HMAC-SHA256 of `webhook-id.webhook-timestamp.body` by the secret, in base64; two, separated by a space, while a secret rotates */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "comment.edited",
                 *       "timestamp": "2026-05-01T14:05:00.123456Z",
                 *       "data": {
                 *         "seq": 4711,
                 *         "id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                 *         "type": "comment.edited",
                 *         "occurred_at": "2026-05-01T14:05:00.123456Z",
                 *         "recorded_at": "2026-05-01T14:05:00.123456Z",
                 *         "tenant_id": "default",
                 *         "incident_id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                 *         "reference": "INC-000042",
                 *         "incident_n": 7,
                 *         "occ_lock": 3,
                 *         "subject": {
                 *           "kind": "incident",
                 *           "id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                 *           "occ_lock": 3
                 *         },
                 *         "also": [],
                 *         "actor": {
                 *           "id": "u-7",
                 *           "name": "System Admin",
                 *           "kind": "user"
                 *         },
                 *         "request_id": "01936f2a-7c1d-7d01-a3a3-0b5c9f1f8f11",
                 *         "reason": null,
                 *         "visibility": "all",
                 *         "via": "console",
                 *         "purged": false,
                 *         "changes": [
                 *           {
                 *             "field": "status",
                 *             "from": "NEW",
                 *             "to": "OPEN"
                 *           }
                 *         ],
                 *         "data": null
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["WebhookMessage"];
            };
        };
        responses: {
            /** @description Wants no more: the webhook is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Failed: the event is sent again */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onCommentDeleted: {
        parameters: {
            query?: never;
            header: {
                /** @description The same at every attempt and replay of an event; carries the epoch and the seq */
                "webhook-id": string;
                /** @description When this attempt was made, in Unix seconds */
                "webhook-timestamp": string;
                /** @description Standard Webhooks: `v1,` and the HMAC-SHA256 of `webhook-id.webhook-timestamp.body` by the secret, in base64; two, separated by a space, while a secret rotates */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "comment.deleted",
                 *       "timestamp": "2026-05-01T14:05:00.123456Z",
                 *       "data": {
                 *         "seq": 4711,
                 *         "id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                 *         "type": "comment.deleted",
                 *         "occurred_at": "2026-05-01T14:05:00.123456Z",
                 *         "recorded_at": "2026-05-01T14:05:00.123456Z",
                 *         "tenant_id": "default",
                 *         "incident_id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                 *         "reference": "INC-000042",
                 *         "incident_n": 7,
                 *         "occ_lock": 3,
                 *         "subject": {
                 *           "kind": "incident",
                 *           "id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                 *           "occ_lock": 3
                 *         },
                 *         "also": [],
                 *         "actor": {
                 *           "id": "u-7",
                 *           "name": "System Admin",
                 *           "kind": "user"
                 *         },
                 *         "request_id": "01936f2a-7c1d-7d01-a3a3-0b5c9f1f8f11",
                 *         "reason": null,
                 *         "visibility": "all",
                 *         "via": "console",
                 *         "purged": false,
                 *         "changes": [
                 *           {
                 *             "field": "status",
                 *             "from": "NEW",
                 *             "to": "OPEN"
                 *           }
                 *         ],
                 *         "data": null
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["WebhookMessage"];
            };
        };
        responses: {
            /** @description Wants no more: the webhook is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Failed: the event is sent again */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onAttributeDefined: {
        parameters: {
            query?: never;
            header: {
                /** @description The same at every attempt and replay of an event; carries the epoch and the seq */
                "webhook-id": string;
                /** @description When this attempt was made, in Unix seconds */
                "webhook-timestamp": string;
                /** @description Standard Webhooks: `v1,` and the HMAC-SHA256 of `webhook-id.webhook-timestamp.body` by the secret, in base64; two, separated by a space, while a secret rotates */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "attribute.defined",
                 *       "timestamp": "2026-05-01T14:05:00.123456Z",
                 *       "data": {
                 *         "seq": 4711,
                 *         "id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                 *         "type": "attribute.defined",
                 *         "occurred_at": "2026-05-01T14:05:00.123456Z",
                 *         "recorded_at": "2026-05-01T14:05:00.123456Z",
                 *         "tenant_id": "default",
                 *         "incident_id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                 *         "reference": "INC-000042",
                 *         "incident_n": 7,
                 *         "occ_lock": 3,
                 *         "subject": {
                 *           "kind": "incident",
                 *           "id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                 *           "occ_lock": 3
                 *         },
                 *         "also": [],
                 *         "actor": {
                 *           "id": "u-7",
                 *           "name": "System Admin",
                 *           "kind": "user"
                 *         },
                 *         "request_id": "01936f2a-7c1d-7d01-a3a3-0b5c9f1f8f11",
                 *         "reason": null,
                 *         "visibility": "all",
                 *         "via": "console",
                 *         "purged": false,
                 *         "changes": [
                 *           {
                 *             "field": "status",
                 *             "from": "NEW",
                 *             "to": "OPEN"
                 *           }
                 *         ],
                 *         "data": null
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["WebhookMessage"];
            };
        };
        responses: {
            /** @description Wants no more: the webhook is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Failed: the event is sent again */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onAttributeRemoved: {
        parameters: {
            query?: never;
            header: {
                /** @description The same at every attempt and replay of an event; carries the epoch and the seq */
                "webhook-id": string;
                /** @description When this attempt was made, in Unix seconds */
                "webhook-timestamp": string;
                /** @description Standard Webhooks: `v1,` and the HMAC-SHA256 of `webhook-id.webhook-timestamp.body` by the secret, in base64; two, separated by a space, while a secret rotates */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "attribute.removed",
                 *       "timestamp": "2026-05-01T14:05:00.123456Z",
                 *       "data": {
                 *         "seq": 4711,
                 *         "id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                 *         "type": "attribute.removed",
                 *         "occurred_at": "2026-05-01T14:05:00.123456Z",
                 *         "recorded_at": "2026-05-01T14:05:00.123456Z",
                 *         "tenant_id": "default",
                 *         "incident_id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                 *         "reference": "INC-000042",
                 *         "incident_n": 7,
                 *         "occ_lock": 3,
                 *         "subject": {
                 *           "kind": "incident",
                 *           "id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                 *           "occ_lock": 3
                 *         },
                 *         "also": [],
                 *         "actor": {
                 *           "id": "u-7",
                 *           "name": "System Admin",
                 *           "kind": "user"
                 *         },
                 *         "request_id": "01936f2a-7c1d-7d01-a3a3-0b5c9f1f8f11",
                 *         "reason": null,
                 *         "visibility": "all",
                 *         "via": "console",
                 *         "purged": false,
                 *         "changes": [
                 *           {
                 *             "field": "status",
                 *             "from": "NEW",
                 *             "to": "OPEN"
                 *           }
                 *         ],
                 *         "data": null
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["WebhookMessage"];
            };
        };
        responses: {
            /** @description Wants no more: the webhook is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Failed: the event is sent again */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    onCatalogChanged: {
        parameters: {
            query?: never;
            header: {
                /** @description The same at every attempt and replay of an event; carries the epoch and the seq */
                "webhook-id": string;
                /** @description When this attempt was made, in Unix seconds */
                "webhook-timestamp": string;
                /** @description Standard Webhooks: `v1,` and the HMAC-SHA256 of `webhook-id.webhook-timestamp.body` by the secret, in base64; two, separated by a space, while a secret rotates */
                "webhook-signature": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "type": "catalog.changed",
                 *       "timestamp": "2026-05-01T14:05:00.123456Z",
                 *       "data": {
                 *         "seq": 4711,
                 *         "id": "01936f2a-7c1e-7b3a-9c55-0f3a6c1d2e4f",
                 *         "type": "catalog.changed",
                 *         "occurred_at": "2026-05-01T14:05:00.123456Z",
                 *         "recorded_at": "2026-05-01T14:05:00.123456Z",
                 *         "tenant_id": "default",
                 *         "incident_id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                 *         "reference": "INC-000042",
                 *         "incident_n": 7,
                 *         "occ_lock": 3,
                 *         "subject": {
                 *           "kind": "incident",
                 *           "id": "01936f29-11d0-7aa2-8f5e-6f1f0f3f9b10",
                 *           "occ_lock": 3
                 *         },
                 *         "also": [],
                 *         "actor": {
                 *           "id": "u-7",
                 *           "name": "System Admin",
                 *           "kind": "user"
                 *         },
                 *         "request_id": "01936f2a-7c1d-7d01-a3a3-0b5c9f1f8f11",
                 *         "reason": null,
                 *         "visibility": "all",
                 *         "via": "console",
                 *         "purged": false,
                 *         "changes": [
                 *           {
                 *             "field": "status",
                 *             "from": "NEW",
                 *             "to": "OPEN"
                 *           }
                 *         ],
                 *         "data": null
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["WebhookMessage"];
            };
        };
        responses: {
            /** @description Wants no more: the webhook is switched off */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Taken */
            "2XX": {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Failed: the event is sent again */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
export type Account = components['schemas']['Account'];
export type ApiToken = components['schemas']['ApiToken'];
export type AttributeDefinition = components['schemas']['AttributeDefinition'];
export type CodeEntry = components['schemas']['CodeEntry'];
export type Comment = components['schemas']['Comment'];
export type CommentConflict = components['schemas']['CommentConflict'];
export type CommentEdit = components['schemas']['CommentEdit'];
export type CommentInput = components['schemas']['CommentInput'];
export type Configuration = components['schemas']['Configuration'];
export type Event = components['schemas']['Event'];
export type Failure = components['schemas']['Failure'];
export type Incident = components['schemas']['Incident'];
export type IncidentConflict = components['schemas']['IncidentConflict'];
export type IncidentInput = components['schemas']['IncidentInput'];
export type IncidentPatch = components['schemas']['IncidentPatch'];
export type IncidentReplacement = components['schemas']['IncidentReplacement'];
export type IncidentUpdate = components['schemas']['IncidentUpdate'];
export type Me = components['schemas']['Me'];
/** What was done, for people; only where there is something to say */
export type Message = components['schemas']['Message'];
export type NewAccount = components['schemas']['NewAccount'];
export type NewApiToken = components['schemas']['NewApiToken'];
export type Page = components['schemas']['Page'];
export type Presence = components['schemas']['Presence'];
export type Problem = components['schemas']['Problem'];
/**
 * What is wrong, for programs. More may be added.
 *
 * * `ABORTED`: The client went away before its request was whole.
 * * `AND_MORE`: Checking stopped after 100 errors; there may be more.
 * * `ATTRIBUTE_IN_USE`: Incidents have a value for this attribute.
 * * `ATTRIBUTE_SET`: The incident has a value for this attribute already.
 * * `BAD_CONTENT_LENGTH`: The body has not the length that Content-Length says.
 * * `BAD_CURSOR`: The cursor belongs to another list, sort or filter, or was not given by this service.
 * * `BAD_DATE`: A day or a date-time that can’t be read, or does not exist.
 * * `BAD_FORMAT`: A text that has not the form asked for.
 * * `BAD_HEADER`: A header that can’t be read.
 * * `BAD_PATH`: A path that can’t be read.
 * * `BAD_QUERY`: A query that can’t be read.
 * * `BAD_REQUEST`: This is no HTTP request.
 * * `BAD_TIME_ZONE`: No time zone of the IANA database.
 * * `BAD_URL`: An address that webhooks may not have.
 * * `BAD_VALUE`: A value that is not among those possible.
 * * `BLANK`: A text without a character that can be seen.
 * * `CODE_FIXED`: The code of an entry can’t change.
 * * `CODE_IN_USE`: Incidents have this code: it can be retired, not removed.
 * * `CONFLICT`: The request does not fit the state of the record.
 * * `CURSOR_AHEAD`: The position lies beyond the end of the log.
 * * `DUPLICATE`: The same entry twice in a list.
 * * `DUPLICATE_CODE`: There is an entry with this code already.
 * * `DUPLICATE_EMAIL`: There is an account with this e-mail address already.
 * * `DUPLICATE_EXTERNAL_ID`: There is an incident with this external id already.
 * * `DUPLICATE_NAME`: There is an attribute with this name already.
 * * `DUPLICATE_TENANT`: There is a tenant with this id already.
 * * `EXPECTATION_FAILED`: An Expect header other than 100-continue.
 * * `FAIR_SHARE`: The tenant has its fair share of costly work under way: try again after Retry-After.
 * * `FORBIDDEN`: The role does not allow this.
 * * `HEADERS_TOO_LARGE`: The headers are too long.
 * * `HEADER_TOO_LARGE`: The headers are too long.
 * * `IDEMPOTENCY_KEY_IN_FLIGHT`: A request with this Idempotency-Key is under way.
 * * `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another body.
 * * `IDEMPOTENCY_MISMATCH`: This Idempotency-Key was used for another body.
 * * `IDEMPOTENCY_QUOTA`: The answers kept for this tenant fill its quota: try again after Retry-After, or without an Idempotency-Key.
 * * `INTERNAL`: A defect of the service; its log has the request by trace_id.
 * * `INVALID`: The request can’t be taken as it is.
 * * `IN_FUTURE`: An instant that lies in the future.
 * * `LAST_ADMIN`: The tenant would be left without an admin.
 * * `LIMIT_REACHED`: There are as many as there may be.
 * * `MAIL_OFF`: This instance sends no mail.
 * * `MALFORMED_JSON`: The body is no JSON as RFC 8259 has it.
 * * `METHOD_NOT_ALLOWED`: The path takes other methods; Allow names them.
 * * `MISSING`: Something required is missing.
 * * `MISSING_HEADER`: A required header is missing.
 * * `NAME_FIXED`: The name can’t change.
 * * `NOT_ACCEPTABLE`: No media type of Accept can be answered with.
 * * `NOT_AUTHOR`: Only the author or an admin may change this.
 * * `NOT_FAILING`: There is nothing to skip: it is not failing.
 * * `NOT_FOUND`: There is nothing of this id or path, or the caller may not see it.
 * * `NOT_OWNER`: Only its owner or an admin may change this.
 * * `NOT_RESOLVED`: A resolution date with a status that is neither resolved nor closed.
 * * `NO_ROLE`: The token’s roles name none that is known here.
 * * `NO_TENANT`: The token names no tenant.
 * * `OTHER_EPOCH`: The position is from another epoch of the database (restored from a backup): read from the start.
 * * `OUTBOUND_OFF`: Calls to the outside are off.
 * * `OUT_OF_RANGE`: A number or an instant outside its bounds.
 * * `PAGE_TOO_LARGE`: The page would be too large; ask for fewer records, or go by cursor.
 * * `PRECONDITION_FAILED`: The record is not at the version that If-Match names.
 * * `RATE_LIMITED`: Too many requests: try again after Retry-After.
 * * `REPEATED_HEADER`: A header that may stand once stands more often.
 * * `REPEATED_PARAMETER`: A parameter that may stand once stands more often.
 * * `RESERVED_NAME`: A name that has another meaning.
 * * `RETIRED_CODE`: The code is retired: incidents keep it, others can’t take it.
 * * `RETIRED_OPTION`: The option is retired: incidents keep it, others can’t take it.
 * * `ROLE_TOO_LOW`: The caller’s role is below the one that would be given.
 * * `STALE_OCC_LOCK`: The record has changed since the version that was given.
 * * `TARGET_NOT_ALLOWED`: Webhooks may not call this address.
 * * `TENANT_SUSPENDED`: The tenant is suspended.
 * * `TIMEOUT`: The request took too long to arrive.
 * * `TOKEN_INVALID`: The access token is expired, revoked or not for this service.
 * * `TOKEN_MISSING`: There is no access token.
 * * `TOO_LARGE`: The body is too large.
 * * `TOO_LONG`: A text or a list that is too long.
 * * `TOO_MANY`: There are as many as there may be.
 * * `TOO_MANY_ATTEMPTS`: Too many attempts: try again after Retry-After.
 * * `TOO_SHORT`: A text or a list that is too short.
 * * `TYPE_FIXED`: The type of an attribute can’t change.
 * * `UNAUTHENTICATED`: The caller is not known.
 * * `UNAVAILABLE`: The service, or something it needs, is away or full: try again after Retry-After.
 * * `UNDEFINED_ATTRIBUTE`: No attribute of this name is defined.
 * * `UNKNOWN_CODE`: No entry of the code table has this code.
 * * `UNKNOWN_FIELD`: A field that does not exist.
 * * `UNKNOWN_INCIDENT`: There is no such incident.
 * * `UNKNOWN_PARAMETER`: A query parameter that does not exist.
 * * `UNSUPPORTED_ENCODING`: A Content-Encoding that is not taken.
 * * `UNSUPPORTED_MEDIA_TYPE`: A body of another type than JSON.
 * * `VERSIONS_DISAGREE`: occ_lock and If-Match name different versions.
 * * `WEBHOOK_OFF`: The webhook is switched off.
 * * `WRONG_PASSWORD`: The present password is another one.
 * * `WRONG_TYPE`: A value of another type than asked for.
 * * `WRONG_TOKENS`: Too many tokens from this address are not known here: try again after Retry-After.
 */
export type ProblemCode = components['schemas']['ProblemCode'];
export type Quota = components['schemas']['Quota'];
/** When the answer was made, UTC */
export type SentAt = components['schemas']['SentAt'];
export type Share = components['schemas']['Share'];
export type StatusEntry = components['schemas']['StatusEntry'];
export type Subscription = components['schemas']['Subscription'];
export type Usage = components['schemas']['Usage'];
export type View = components['schemas']['View'];
export type Webhook = components['schemas']['Webhook'];
export type WebhookDelivery = components['schemas']['WebhookDelivery'];
export type WebhookMessage = components['schemas']['WebhookMessage'];
export type WebhookReplay = components['schemas']['WebhookReplay'];
export type WebhookWithSecret = components['schemas']['WebhookWithSecret'];

// The calls on saved views.
import { Type } from 'typebox'
import type { Database } from '../database/database.ts'
import { notFound } from '../errors.ts'
import { type Endpoint, endpoint } from '../http/route.ts'
import { record } from '../http/schema.ts'
import { isUuid } from '../id.ts'
import { addView, changeView, notOwner, removeView, tooManyOwn, tooManyShared } from './commands.ts'
import { View, ViewInput, ViewUpdate } from './schema.ts'
import { selectView, selectViews, shownView } from './store.ts'

const none = notFound('view')

/** Ways to look at a page that people have saved, for themselves or for everybody in their tenant. */
export function viewEndpoints(database: Database): Endpoint[] {
  const common = { tag: 'Views', permission: 'view.manage' as const, answer: View }
  const one = {
    ...common,
    params: record({ id: Type.String({ description: 'Id of the view' }) }),
    failures: ['not_found' as const],
  }
  return [
    endpoint({
      ...common,
      method: 'GET',
      path: '/v1/views',
      operationId: 'listViews',
      summary: 'Your views and those shared with your tenant, by name',
      answer: Type.Array(View),
      handler: async ({ actor }) => ({
        data: (await database.read(actor.tenantId, selectViews(actor))).map(shownView),
      }),
    }),
    endpoint({
      ...common,
      method: 'POST',
      path: '/v1/views',
      operationId: 'addView',
      summary: 'Save a view',
      body: ViewInput,
      bodyExample: {
        name: 'Critical, newest first',
        page: 'incidents',
        state: 'severity=CRITICAL&sort=date,DESC',
        shared: true,
      },
      status: 201,
      failures: ['conflict'],
      failureExamples: [tooManyOwn, tooManyShared],
      handler: ({ context, body }) => addView(database, context, body),
      respond: (made) => ({ data: made, status: 201, headers: { location: `/v1/views/${made.id}` } }),
    }),
    endpoint({
      ...one,
      method: 'GET',
      path: '/v1/views/{id}',
      operationId: 'getView',
      summary: 'One view',
      failureExamples: [none],
      handler: async ({ actor, params: { id } }) => {
        const [row] = isUuid(id) ? await database.read(actor.tenantId, selectView(actor, id)) : []
        if (!row) throw none
        return { data: shownView(row) }
      },
    }),
    endpoint({
      ...one,
      method: 'PUT',
      path: '/v1/views/{id}',
      operationId: 'changeView',
      summary: 'Change a view: your own, as an admin also one that others share',
      description: 'What is left out stays as it is.',
      body: ViewUpdate,
      bodyExample: { name: 'Critical, oldest first', state: 'severity=CRITICAL&sort=date,ASC' },
      failures: ['not_found', 'forbidden', 'conflict'],
      failureExamples: [none, notOwner, tooManyShared],
      handler: async ({ context, params: { id }, body }) => ({ data: await changeView(database, context, id, body) }),
    }),
    endpoint({
      ...one,
      method: 'DELETE',
      path: '/v1/views/{id}',
      operationId: 'removeView',
      summary: 'Remove a view: your own, as an admin also one that others share',
      failures: ['not_found', 'forbidden'],
      failureExamples: [none, notOwner],
      handler: async ({ context, params: { id } }) => ({
        data: await removeView(database, context, id),
        message: 'The view is removed.',
      }),
    }),
  ]
}

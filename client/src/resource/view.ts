import { dataOf, init, type Raw } from '../call.ts'
import type { BodyOf, CallOptions, Presence, View } from '../types.ts'

/** The calls on saved views of the console. */
export function viewCalls(raw: Raw) {
  const at = (id: string, options?: CallOptions) => ({ params: { path: { id } }, ...init(options) })
  return {
    /** One's own, and those that others share. */
    list: (options?: CallOptions): Promise<View[]> => dataOf(raw.GET('/v1/views', init(options))),
    get: (id: string, options?: CallOptions): Promise<View> => dataOf(raw.GET('/v1/views/{id}', at(id, options))),
    create: (body: BodyOf<'addView'>, options?: CallOptions): Promise<View> =>
      dataOf(raw.POST('/v1/views', { body, ...init(options) })),
    update: (id: string, body: BodyOf<'changeView'>, options?: CallOptions): Promise<View> =>
      dataOf(raw.PUT('/v1/views/{id}', { body, ...at(id, options) })),
    delete: (id: string, options?: CallOptions): Promise<View> => dataOf(raw.DELETE('/v1/views/{id}', at(id, options))),
  }
}

/** Who is looking at an incident. The stream tells of it besides, where `presence: true` asks for that. */
export function presenceCalls(raw: Raw) {
  const path = '/v1/incident/{id}/presence'
  return {
    get: (incidentId: string, options?: CallOptions): Promise<Presence> =>
      dataOf(raw.GET(path, { params: { path: { id: incidentId } }, ...init(options) })),
    /** Says that one is there, and what one is editing; to be said again every 15 s or so. */
    enter: (incidentId: string, body: BodyOf<'enterIncident'>, options?: CallOptions): Promise<Presence> =>
      dataOf(raw.POST(path, { params: { path: { id: incidentId } }, body, ...init(options) })),
    /** Says that one is gone. */
    leave: (incidentId: string, session: string, options?: CallOptions): Promise<Presence> =>
      dataOf(raw.DELETE(path, { params: { path: { id: incidentId }, query: { session } }, ...init(options) })),
  }
}

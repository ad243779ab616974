// Asks addresses to confirm their subscription.
import { pause } from '../pause.ts'
import type { MailParts } from './deliver.ts'
import { questionOf } from './letter.ts'
import { noteAsked, noteAskFailed, takeUnasked } from './store.ts'

const PAUSE_MS = 1000

/** Asks addresses whether they want to follow, until the signal; any number of processes share that. What fails is asked again later. */
export async function askAddresses(
  { database, post, links, place }: Omit<MailParts, 'definitions'>,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      for (const row of await database.scoped('follower', takeUnasked)) {
        const [tenantId, id] = [row['tenant_id'] as string, row['id'] as string] // not null, as those below
        const confirm = `${place().publicUrl}/mail/confirm/${await links.make('confirm', { tenantId, id })}`
        const question = questionOf(row['email'] as string, row['owner_name'] as string, id, confirm, place())
        const posted = await post.send(question)
        // An address or a question that is refused once is refused again: it is not asked any more, and says why.
        if (posted.is === 'taken') await database.read(tenantId, noteAsked(tenantId, id))
        else await database.read(tenantId, noteAskFailed(tenantId, id, posted.error, posted.is === 'failed'))
        if (signal.aborted) return
      }
    } catch {
      // The database is away; whoever is to be asked is still there when it is back.
    }
    await pause(PAUSE_MS, signal)
  }
}

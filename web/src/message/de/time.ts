// German texts of times.
import type { time as english } from '../en/time.ts'
import type { Translation } from '../translate.ts'

export const time: Translation<typeof english> = {
  now: 'gerade eben',
  due_in: 'in {duration}',
  overdue_by: '{duration} überfällig',
  own_offset: '{time} am Ort der Meldung',
  system_zone: 'Wie dieses Gerät ({zone})',
}

// The sections of the settings, and who sees which.
import Bell from '@lucide/svelte/icons/bell'
import Gauge from '@lucide/svelte/icons/gauge'
import KeyRound from '@lucide/svelte/icons/key-round'
import ListChecks from '@lucide/svelte/icons/list-checks'
import Lock from '@lucide/svelte/icons/lock'
import Palette from '@lucide/svelte/icons/palette'
import Shapes from '@lucide/svelte/icons/shapes'
import Tags from '@lucide/svelte/icons/tags'
import Users from '@lucide/svelte/icons/users'
import Webhook from '@lucide/svelte/icons/webhook'
import type { Permission } from '@tocsin/client'
import type { Icon } from '~/ui/types.ts'

export type Section = {
  /** Last part of its path; also the names of its texts in the domain `settings`. */
  name:
    | 'appearance'
    | 'notifications'
    | 'password'
    | 'attributes'
    | 'types'
    | 'statuses'
    | 'severities'
    | 'webhooks'
    | 'tokens'
    | 'accounts'
  icon: Icon
  /** Who lacks it does not see the section. */
  needs?: Permission
  /** Only where the service can send mail. */
  mail?: boolean
  /** Only for accounts of the service's own provider. */
  own?: boolean
}

/** What the service and the person have, as far as it decides which sections are shown. */
export type Reach = { may: (permission: Permission) => boolean; mail: boolean; ownAccount: boolean }

const groups: readonly { name: 'you' | 'incidents' | 'service'; sections: readonly Section[] }[] = [
  {
    name: 'you',
    sections: [
      { name: 'appearance', icon: Palette },
      { name: 'notifications', icon: Bell, mail: true },
      { name: 'password', icon: Lock, own: true },
    ],
  },
  {
    name: 'incidents',
    sections: [
      { name: 'attributes', icon: Tags },
      { name: 'types', icon: Shapes },
      { name: 'statuses', icon: ListChecks },
      { name: 'severities', icon: Gauge },
    ],
  },
  {
    name: 'service',
    sections: [
      { name: 'webhooks', icon: Webhook, needs: 'webhook.manage' },
      { name: 'tokens', icon: KeyRound, needs: 'token.manage' },
      { name: 'accounts', icon: Users, needs: 'account.manage' },
    ],
  },
]

/** The sections that are shown, in their groups; a group without any is left out. */
export function shownSections({ may, mail, ownAccount }: Reach): typeof groups {
  const shown = (one: Section) =>
    (one.needs === undefined || may(one.needs)) && (!one.mail || mail) && (!one.own || ownAccount)
  return groups
    .map(({ name, sections }) => ({ name, sections: sections.filter(shown) }))
    .filter(({ sections }) => sections.length > 0)
}

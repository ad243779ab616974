// The rows of the incident list by keyboard.
import type { Incident } from '@tocsin/client'
import { tick } from 'svelte'
import { goto } from '$app/navigation'
import { useKeys } from '../keys/keys.svelte.ts'
import { m } from '../message/message.ts'
import { listRoom } from './room.ts'

/**
 * The rows by keyboard: j and k go through them, Enter opens, x selects. Call it while the component is made; rows carry their
 * incident's id as data-id, and the link in them data-open.
 */
export function useRows(root: () => HTMLElement | undefined, onstatus: () => void) {
  const { list, selection } = listRoom()
  let current: string | undefined = $state()
  const row = () => list.rows.find(({ id }) => id === current)

  async function step(by: number): Promise<void> {
    const { rows } = list
    const at = rows.findIndex(({ id }) => id === current)
    const next = rows[Math.min(Math.max(at < 0 ? 0 : at + by, 0), rows.length - 1)]
    if (next === undefined) return
    current = next.id
    await tick()
    const found = root()?.querySelector(`[data-id="${next.id}"]`)
    found?.querySelector<HTMLElement>('[data-open]')?.focus({ preventScroll: true })
    found?.scrollIntoView({ block: 'nearest' })
  }

  /** Selects an incident or lets go of it; `range`: all since the last one. */
  function toggle(incident: Incident, range: boolean): void {
    current = incident.id
    selection.toggle(incident, list.rows, range)
  }

  function toggleCurrent(range: boolean): void {
    const incident = row()
    if (incident) toggle(incident, range)
  }

  /** A link or a button that has the focus takes Enter itself. */
  const free = () => document.activeElement === null || document.activeElement === document.body
  const some = () => selection.size > 0

  useKeys(() => [
    { key: 'j', label: m('list.key_next'), run: () => void step(1) },
    { key: 'k', label: m('list.key_previous'), run: () => void step(-1) },
    {
      key: 'enter',
      label: m('list.key_open'),
      run: () => void goto(`/incident/${current}`),
      when: () => row() !== undefined && free(),
    },
    { key: 'x', label: m('list.key_select'), run: () => toggleCurrent(false) },
    { key: 'shift+x', label: m('list.key_range'), run: () => toggleCurrent(true) },
    { key: 's', label: m('list.set_status'), run: onstatus, when: some },
    { key: 'escape', label: m('list.key_none'), run: () => selection.clear(), when: some },
    { key: '.', label: m('list.show_news'), run: () => list.take() },
  ])

  return {
    /** Id of the row where j and k are. */
    get current() {
      return current
    },
    toggle,
    /** Whatever way the focus comes to a row, j and k go on from there. */
    follow({ target }: FocusEvent): void {
      if (target instanceof HTMLElement) current = target.closest<HTMLElement>('[data-id]')?.dataset['id'] ?? current
    },
  }
}

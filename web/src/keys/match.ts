/*
 * What a pressed key means: `c`, `?`, `mod+k` (Ctrl, on Apple's machines Cmd), `shift+enter`, or two pressed in turn, `g i`.
 */

export type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

/** The chord that an event is, written as shortcuts are. undefined for a modifier alone. */
export function chordOf(event: Pressed, apple: boolean): string | undefined {
  const { key } = event
  if (['Control', 'Meta', 'Alt', 'Shift', 'AltGraph', 'Dead', 'Process', 'Unidentified'].includes(key)) return undefined
  const name = key === ' ' ? 'space' : key.startsWith('Arrow') ? key.slice(5).toLowerCase() : key.toLowerCase()
  const parts: string[] = []
  if (apple ? event.metaKey : event.ctrlKey) parts.push('mod')
  if (apple ? event.ctrlKey : event.metaKey) parts.push(apple ? 'ctrl' : 'meta')
  // Signs such as ? or @ come by shift or alt on some keyboards and not on others: the sign is what counts.
  const sign = key.length === 1 && !/[a-z0-9 ]/i.test(key)
  if (event.altKey && !sign) parts.push('alt')
  if (event.shiftKey && !sign) parts.push('shift')
  return [...parts, name].join('+')
}

/** A shortcut in the one way it is compared. */
export function normal(keys: string): string {
  return keys
    .toLowerCase()
    .split(' ')
    .map((chord) => {
      if (chord === '+' || !chord.includes('+')) return chord
      const parts = chord.split('+')
      const key = parts.pop() || '+'
      const order = ['mod', 'ctrl', 'meta', 'alt', 'shift']
      return [...order.filter((one) => parts.includes(one)), key].join('+')
    })
    .join(' ')
}

/** Whether what is pressed goes into a field: only chords with mod, and Escape, are then shortcuts. */
export function isTyping(target: EventTarget | null): boolean {
  if (typeof HTMLElement === 'undefined' || !(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)
    return true
  if (target instanceof HTMLInputElement)
    return !['button', 'checkbox', 'radio', 'submit', 'reset', 'range', 'file'].includes(target.type)
  // Parts of a list or a menu use letters to find an entry.
  return target.closest('[role="menu"], [role="listbox"], [role="combobox"]') !== null
}

/** Whether a chord may act while someone types. */
export function actsWhileTyping(chord: string): boolean {
  return chord.startsWith('mod+')
}

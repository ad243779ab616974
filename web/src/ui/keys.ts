// The key caps of a shortcut.

const names: Record<string, string> = {
  enter: '↵',
  up: '↑',
  down: '↓',
  left: '←',
  right: '→',
  escape: 'Esc',
  space: 'Space',
  tab: 'Tab',
  delete: 'Del',
}

function onApple(): boolean {
  return typeof navigator === 'object' && /Mac|iPhone|iPad/.test(navigator.platform)
}

/** The caps to draw for a chord: 'mod+k' → ['Ctrl', 'K'], on Apple's machines ['⌘', 'K']. A space parts keys pressed in turn. */
export function keyNames(keys: string, apple = onApple()): string[] {
  const modifiers: Record<string, string> = apple
    ? { mod: '⌘', ctrl: '⌃', alt: '⌥', shift: '⇧' }
    : { mod: 'Ctrl', ctrl: 'Ctrl', alt: 'Alt', shift: 'Shift' }
  return keys
    .split(' ')
    .flatMap((chord) => (chord === '+' ? ['+'] : chord.split('+')))
    .map(
      (key) => modifiers[key.toLowerCase()] ?? names[key.toLowerCase()] ?? (key.length === 1 ? key.toUpperCase() : key),
    )
}

// A value that follows another one after a pause.

/** A value as it stood when it had not changed for so long (ms): for what should not be asked at each key. Call it while the component is made. */
export function after<T>(quietMs: number, read: () => T): { readonly value: T } {
  let value: T = $state.raw(read())
  $effect(() => {
    const next = read()
    const timer = setTimeout(() => {
      value = next
    }, quietMs)
    return () => clearTimeout(timer)
  })
  return {
    get value() {
      return value
    },
  }
}

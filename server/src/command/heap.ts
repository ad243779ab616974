import { setFlagsFromString } from 'node:v8'

/**
 * Keeps V8's heap near what is in use. By itself it lets the young generation grow to 64 MB and the old one to a multiple of what lives,
 * so a list streamed in constant memory still took 100 to 180 MB more before garbage was collected; with these, 10 MB (bench/list-all.ts).
 * V8 reads both flags whenever it sizes a generation, so they can be set in a running process.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
  setFlagsFromString('--heap-growing-percent=30')
}

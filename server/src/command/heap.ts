import { setFlagsFromString } from 'node:v8'

/**
 * Keeps V8's heap near what is in use, from when the service is ready: the young generation stays as large as it has become (about 34 MB),
 * the old one is collected when it has grown by 30 %. By itself V8 lets the first grow to 64 MB and the second to a multiple of what lives, so a
 * list of 100,000 incidents, streamed in constant memory, still took 70 to 180 MB more; now 10 to 25 MB (bench/list-all.ts). V8 reads
 * both flags whenever it sizes a generation, so they can be set in a running process. Set before the modules are loaded, the young generation
 * would stay at 8 MB: that doubled the processor time of a request.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1')
  setFlagsFromString('--heap-growing-percent=30')
}

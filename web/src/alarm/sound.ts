/*
 * The sound of an alarm, made by the browser: three short tones that rise, different from those of mail and chat.
 */

const tones = [660, 880, 1100]
const seconds = 0.18
const pause = 0.06

let context: AudioContext | undefined

/** Plays it once. Browsers allow it only after someone has pressed something on the page; until then nothing is heard. */
export async function soundAlarm(): Promise<void> {
  try {
    context ??= new AudioContext()
    await context.resume()
    for (const [place, frequency] of tones.entries()) {
      const start = context.currentTime + place * (seconds + pause)
      const volume = context.createGain()
      volume.gain.setValueAtTime(0, start)
      volume.gain.linearRampToValueAtTime(0.4, start + 0.02)
      volume.gain.linearRampToValueAtTime(0, start + seconds)
      volume.connect(context.destination)
      const tone = context.createOscillator()
      tone.frequency.value = frequency
      tone.connect(volume)
      tone.start(start)
      tone.stop(start + seconds)
    }
  } catch {
    // No sound here: title, icon and the bar at the top say it all the same.
  }
}

// `tocsin doctor`: checks configuration, database and outbound connections, and says what to mend.
import { defineCommand } from './command.ts'

export const command = defineCommand({
  usage: '[--deep]',
  options: {
    deep: { type: 'boolean', text: "reads every tenant's whole log and compares it with the records" },
  },
  details: () => 'Changes nothing. Exit code 0: nothing failed, warnings aside; 1: something did.',
  run: async ({ values, config }) => {
    const { examine } = await import('./checks.ts')
    const findings = await examine(config, { deep: values.deep })
    const signs = { ok: 'ok  ', warn: 'WARN', fail: 'FAIL' }
    for (const { level, what, text, mend } of findings) {
      process.stdout.write(`${signs[level]}  ${what.padEnd(14)}  ${text}\n`)
      if (mend !== undefined) process.stdout.write(`${' '.repeat(22)}${mend}\n`)
    }
    const count = (level: string): number => findings.filter((one) => one.level === level).length
    process.stdout.write(`${count('ok')} ok, ${count('warn')} to look at, ${count('fail')} failed\n`)
    return count('fail') > 0 ? 1 : 0
  },
})

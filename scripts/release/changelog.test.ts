import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cutChangelog } from './changelog.ts'

const text = '# Changelog\n\n## [Unreleased]\n\n### Added\n\n- A thing.\n\n## [0.1.0] - 2026-01-01\n\n- The first.\n'

test('a cut moves what is unreleased under the version and leaves an empty section', () => {
  assert.equal(
    cutChangelog(text, '0.2.0', '2026-11-30'),
    '# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2026-11-30\n\n### Added\n\n- A thing.\n\n## [0.1.0] - 2026-01-01\n\n- The first.\n',
  )
})

test('a version that was released, or has nothing in it, is refused', () => {
  assert.throws(() => cutChangelog(text, '0.1.0', '2026-11-30'), /already/)
  assert.throws(() => cutChangelog(cutChangelog(text, '0.2.0', '2026-11-30'), '0.3.0', '2026-12-01'), /nothing/)
  assert.throws(() => cutChangelog('# Changelog\n', '0.2.0', '2026-11-30'), /no section/)
})

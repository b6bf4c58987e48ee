import { readLockfile } from './lockfile.ts';

/** `npm run licences`: what the service is made of, then what its tools are, by licence. */
const packages = readLockfile();
for (const [title, dev] of [
  ['Of the service', false],
  ['Of tests and tools', true],
] as const) {
  const byLicence = new Map<string, Set<string>>();
  for (const { name, version, licence } of packages.filter((each) => each.dev === dev)) {
    const those = byLicence.get(licence ?? 'unknown') ?? new Set();
    byLicence.set(licence ?? 'unknown', those.add(`${name}@${version}`));
  }
  process.stdout.write(`${title}\n`);
  for (const [licence, those] of [...byLicence].sort(([a], [b]) => a.localeCompare(b))) {
    process.stdout.write(`  ${licence} (${those.size})\n`);
    for (const each of [...those].sort()) process.stdout.write(`    ${each}\n`);
  }
}

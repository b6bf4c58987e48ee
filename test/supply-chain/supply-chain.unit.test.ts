import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { isAccepted } from './licences.ts';
import { readLockfile } from './lockfile.ts';

const packages = readLockfile();
const own = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
  'dependencies' | 'devDependencies' | 'optionalDependencies',
  Record<string, string>
> & { readonly scarfSettings: object };

describe('the packages that this is made of', () => {
  it('are all in the lockfile, by their SHA-512, and from the public registry alone', () => {
    expect(packages.length).toBeGreaterThan(400);
    const unhashed = packages.filter(({ integrity }) => !integrity?.startsWith('sha512-'));
    // Binaries of tools for platforms other than where the lockfile was made: their version alone is known there.
    expect(unhashed.filter(({ dev, optional }) => !(dev && optional))).toEqual([]);
    const elsewhere = packages.filter(
      ({ resolved }) => resolved !== null && !resolved.startsWith('https://registry.npmjs.org/'),
    );
    expect(elsewhere).toEqual([]);
  });

  it('are asked for by exact version', () => {
    const asked = { ...own.dependencies, ...own.devDependencies, ...own.optionalDependencies };
    const loose = Object.entries(asked).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
    expect(loose).toEqual([]);
  });

  it('run nothing at their installation but what was looked at', () => {
    const reviewed = JSON.parse(readFileSync('.ci/install-scripts.json', 'utf8')) as Record<string, string>;
    const running = new Set(packages.filter(({ runsAtInstall }) => runsAtInstall).map(({ name }) => name));
    // A new one: read what it does, and say so in that file. One that is gone: take it out.
    expect([...running].sort()).toEqual(Object.keys(reviewed).sort());
    expect(own.scarfSettings).toEqual({ enabled: false });
  });

  it('run not even that from this checkout', () => {
    expect(readFileSync('.npmrc', 'utf8')).toContain('ignore-scripts=true');
  });

  it('are under licences that ask for no more than to be named', () => {
    expect(packages.filter((each) => !isAccepted(each))).toEqual([]);
  });

  it('are listed by npm as a bill of materials', () => {
    const printed = execFileSync(
      'npm',
      ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--loglevel', 'silent'],
      { encoding: 'utf8', maxBuffer: 64e6 },
    );
    const bill = JSON.parse(printed) as {
      readonly bomFormat: string;
      readonly components: readonly { readonly name: string; readonly version: string }[];
    };
    expect(bill.bomFormat).toBe('CycloneDX');
    const listed = new Set(bill.components.map(({ name, version }) => `${name}@${version}`));
    for (const [name, version] of Object.entries(own.dependencies))
      expect(listed).toContain(`${name}@${version}`);
  });
});

describe('a licence', () => {
  it.each([
    ['MIT', true],
    ['(AFL-2.1 OR BSD-3-Clause)', true],
    ['Apache-2.0 AND MIT', true],
    ['MIT AND GPL-3.0-only', false],
    ['AGPL-3.0-or-later', false],
    ['GPL-2.0-only OR LGPL-3.0-only', false],
    ['SEE LICENSE IN LICENSE.txt', false],
    ['CC-BY-4.0', false],
    [null, false],
  ])('%s is accepted: %s', (licence, accepted) => {
    expect(isAccepted({ licence, dev: false })).toBe(accepted);
  });

  it('of data may ask to be named where only tools use it', () => {
    expect(isAccepted({ licence: 'CC-BY-4.0', dev: true })).toBe(true);
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const lockSchema = z.object({
  lockfileVersion: z.literal(3),
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      resolved: z.string().optional(),
      integrity: z.string().optional(),
      link: z.boolean().optional(),
      license: z.string().optional(),
      dev: z.boolean().optional(),
      optional: z.boolean().optional(),
      hasInstallScript: z.boolean().optional(),
      optionalDependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
});

const installedSchema = z.object({
  license: z.string().optional(),
  licenses: z.array(z.object({ type: z.string() })).optional(),
});

export type LockedPackage = {
  readonly name: string;
  readonly version: string;
  readonly resolved: string | null;
  readonly integrity: string | null;
  readonly runsAtInstall: boolean;
  /** Only tests and tools use it. */
  readonly dev: boolean;
  /** Left out where it does not fit the platform. */
  readonly optional: boolean;
  /** As SPDX writes it; null when nobody says. */
  readonly licence: string | null;
};

const nameOf = (path: string): string =>
  path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);

/** Every package of the lockfile, those of other platforms too. */
export const readLockfile = (): readonly LockedPackage[] => {
  const { packages } = lockSchema.parse(JSON.parse(readFileSync('package-lock.json', 'utf8')));
  const entries = Object.entries(packages).filter(([path]) => path !== '');

  const installedLicence = (path: string): string | undefined => {
    const file = `${path}/package.json`;
    if (!existsSync(file)) return undefined;
    const { license, licenses } = installedSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return license ?? licenses?.map(({ type }) => type).join(' OR ');
  };
  /** The binary of another platform is not installed; it is under the licence of the package that is made of it. */
  const licenceOfWhole = (part: string): string | undefined => {
    const whole = entries.find(([, { optionalDependencies }]) => optionalDependencies?.[part] !== undefined);
    return whole && (whole[1].license ?? installedLicence(whole[0]));
  };

  return entries.map(([path, entry]) => ({
    name: nameOf(path),
    version: entry.version ?? '',
    resolved: entry.resolved ?? null,
    integrity: entry.integrity ?? null,
    runsAtInstall: entry.hasInstallScript === true,
    dev: entry.dev === true,
    optional: entry.optional === true,
    licence: entry.license ?? installedLicence(path) ?? licenceOfWhole(nameOf(path)) ?? null,
  }));
};

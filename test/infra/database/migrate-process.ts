import { migrate } from '../../../infra/database/migrate.ts';

/** A process of its own that migrates and prints what it ran. */
process.stdout.write(JSON.stringify(await migrate(process.argv[2] ?? '')));

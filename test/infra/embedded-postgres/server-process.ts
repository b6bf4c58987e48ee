import {
  EmbeddedPostgresError,
  startEmbeddedPostgres,
} from '../../../infra/embedded-postgres/embedded-postgres.ts';

/**
 * A process of its own that starts the embedded server of a directory, says how that went as one line of JSON, and
 * then does as told: `hold` it until killed, `stop` it, `exit` without stopping it, or `drain`: upon a SIGINT ask the
 * server a last question before stopping it.
 */
const [directory = '', then = 'stop'] = process.argv.slice(2);
try {
  const server = await startEmbeddedPostgres({ directory, durability: 'none' });
  if (then === 'drain') {
    process.once('SIGINT', async () => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      const { default: pg } = await import('pg');
      const client = new pg.Client({ connectionString: server.url });
      await client.connect();
      const { rows } = await client.query("select 'drained' as answer");
      await client.end();
      await server.stop();
      process.stdout.write(`${JSON.stringify(rows[0])}\n`);
      process.exit(0);
    });
  }
  process.stdout.write(`${JSON.stringify({ url: server.url })}\n`);
  if (then === 'stop') await server.stop();
  else if (then === 'exit') process.exit(0);
  else setInterval(() => {}, 1_000);
} catch (error) {
  if (!(error instanceof EmbeddedPostgresError)) throw error;
  process.stdout.write(`${JSON.stringify({ code: error.code, message: error.message })}\n`);
}

import { z } from 'zod';
import { type AuditChain, createAuditChain } from '../../application/integrity/audit-chain.ts';
import type { VerifyChainOptions } from '../../application/integrity/verify-chain.ts';
import { positionFrom } from '../../application/ports/event-store.ts';
import { migrate } from '../database/migrate.ts';
import { createPool } from '../database/pool.ts';
import { openStoredLog } from '../service/stored-log.ts';
import type { Call, Command } from './command.ts';
import { withConfig } from './with-config.ts';
import { withDatabase } from './with-database.ts';

const PROGRESS_EVERY_MS = 2000;

const withAuditChain = (
  call: Pick<Call, 'env' | 'output'>,
  use: (chain: AuditChain) => Promise<number>,
): Promise<number> =>
  withConfig(call, (config) =>
    withDatabase(config, async (url) => {
      await migrate(url);
      const pool = createPool({ url, applicationName: 'sigmafold chain', max: 3, onIdleError: () => {} });
      try {
        const { log, chain } = await openStoredLog({ pool, config });
        try {
          return await use(createAuditChain({ log, chain }));
        } finally {
          await log.close();
        }
      } finally {
        await pool.end();
      }
    }),
  );

export const chainHeadCommand: Command = {
  name: 'chain-head',
  about: 'Print position and hash of the last chained event, to be noted outside',
  run: (call) =>
    withAuditChain(call, async (chain) => {
      const head = await chain.head();
      if (head === null) {
        call.output.error('No event is chained yet.');
        return 1;
      }
      call.output.line(`${head.position}:${head.hash}`);
      return 0;
    }),
};

const position = z.string().regex(/^\d{1,18}$/);
const options = z.object({
  from: position.transform(positionFrom).optional(),
  expect: z
    .string()
    .regex(/^\d{1,18}:[0-9a-f]{64}$/)
    .transform((text) => {
      const [at = '', hash = ''] = text.split(':');
      return { position: positionFrom(at), hash };
    })
    .optional(),
});

const PROBLEMS = {
  changed: 'the event is not the one that was chained',
  missing: 'the event is missing',
  inserted: 'there was no event when the log was chained',
  unchained: 'the chain has lost its record of the event',
  'not-as-noted':
    'the log comes to another hash than the one that was noted: it was rewritten there or before',
} as const;

export const verifyChainCommand: Command = {
  name: 'verify-chain',
  about: 'Recompute the hash chain of the log and name the first event that was tampered with',
  options: {
    from: { type: 'string', about: 'a position; what was chained before it is trusted' },
    expect: { type: 'string', about: 'what chain-head printed once: <position>:<hash>' },
  },
  run: (call) => {
    const asked = options.safeParse(call.options);
    if (!asked.success) {
      call.output.error(
        'Give --from as a position and --expect as <position>:<hash>, as chain-head prints it.',
      );
      return Promise.resolve(2);
    }
    const { from, expect } = asked.data;
    if (from !== undefined && expect !== undefined && expect.position < from) {
      call.output.error('--expect lies before --from: leave --from away.');
      return Promise.resolve(2);
    }
    return withAuditChain(call, async (chain) => {
      let told = Date.now();
      const onProgress: VerifyChainOptions['onProgress'] = (reached, head) => {
        if (Date.now() - told < PROGRESS_EVERY_MS) return;
        told = Date.now();
        call.output.line(`${reached} of ${head}`);
      };
      const verified = await chain.verify({ ...(from && { from }), ...(expect && { expect }), onProgress });
      if (verified.status === 'broken') {
        call.output.error(`Broken at position ${verified.position}: ${PROBLEMS[verified.problem]}.`);
        return 1;
      }
      const { events, unchained, head } = verified;
      const pending = unchained === 0 ? '' : `, ${unchained} of them not chained yet`;
      call.output.line(`Intact: ${events} events after position ${verified.from.position}${pending}.`);
      call.output.line(`${head.position}:${head.hash}`);
      return 0;
    });
  },
};

import type { Service } from '../../infra/service/start-service.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { SEED } from '../support/random.ts';
import { startTestService } from '../support/service.ts';
import { fuzzApi } from './fuzz-api.ts';
import { callersOf } from './fuzz-service.ts';

/** `npm run fuzz:api` sends 50,000. */
const COUNT = Number(process.env.FUZZ_COUNT ?? 2000);
const PATIENCE_MS = 60_000 + COUNT * 60;

describe('the API, sent anything that its document allows and much that it does not', () => {
  let database: TestDatabase;
  let service: Service;

  beforeAll(async () => {
    database = await createTestDatabase();
    service = await startTestService(database);
  });
  afterAll(async () => {
    await service.stop();
    await database.close();
  });

  it(
    'answers as its document says, with a code of the catalogue where it refuses, and never with a failure',
    async () => {
      const { byStatus, codes, findings } = await fuzzApi({
        url: service.url,
        callers: callersOf(service),
        count: COUNT,
        seed: SEED,
        parallel: 8,
      });
      if (COUNT > 2000) console.info(JSON.stringify({ seed: SEED, byStatus, codes: codes.length }));
      expect(findings.slice(0, 10)).toEqual([]);
      // The requests reach what is behind the first checks, and are not all refused for one reason.
      for (const status of [200, 201, 400, 401, 403, 404, 405, 415, 422]) {
        expect({ status, answers: byStatus[status] ?? 0 }).not.toEqual({ status, answers: 0 });
      }
      expect(codes.length).toBeGreaterThan(20);
      // Nor has anything been written that the read models cannot digest.
      const projections = await service.readModels.status();
      expect(projections.filter(({ error, parkedKeys }) => error !== null || parkedKeys > 0)).toEqual([]);
    },
    PATIENCE_MS,
  );
});

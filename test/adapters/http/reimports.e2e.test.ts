import type { FileReading } from '../../../application/imports/reading.ts';
import { START } from '../../../application/ports/event-store.ts';
import { ok } from '../../../domain/result.ts';
import { type Api, createApi } from '../../support/api.ts';
import { startTestServer, type TestServer } from '../../support/http.ts';
import { account, reading, share } from '../../support/readings.ts';

const CREATE = '/api/v1/onboarding/create-portfolio';
const PREVIEW = '/api/v1/onboarding/preview';

type Lot = { readonly symbol: string };
type Changes = {
  readonly opened: readonly Lot[];
  readonly changed: readonly Lot[];
  readonly closed: readonly Lot[];
};
type Body = {
  readonly preview_id: string;
  readonly portfolio_id: string;
  readonly import_id: string | null;
  readonly changes: Changes;
  readonly difference:
    | (Changes & { readonly unchanged: number; readonly questions: readonly { readonly id: string }[] })
    | null;
  readonly error?: { readonly code: string; readonly details: Record<string, unknown> };
};

describe('a newer file of an account', () => {
  let server: TestServer;
  let jane: Api;
  let file: FileReading = reading([]);
  let files = 0;

  beforeAll(async () => {
    server = await startTestServer({
      services: () => ({
        readPositions: async (bytes) => {
          for await (const _ of bytes);
          return ok(file);
        },
      }),
    });
    jane = createApi(server.url).as((await server.signUp('jane@example.com')).token);
  });
  afterAll(() => server.stop());

  /** Another file each time, unless its text is given. */
  const formOf = (fields: Readonly<Record<string, string>> = {}, text?: string): FormData => {
    const form = new FormData();
    files += 1;
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set('csv_file', new Blob([text ?? `file ${files}`]), 'p.csv');
    return form;
  };
  const eventsWritten = async (): Promise<number> =>
    (await server.store.readAll({ after: START, limit: 10_000 })).events.length;

  const HELD = [share('AAPL', '10', '100'), share('MSFT', '20', '200'), share('SPY', '5', '400')];
  const portfolioOf = async (positions = HELD): Promise<string> => {
    file = reading([account('1', positions)]);
    const fields = {
      portfolio_name: 'P',
      account_name: `A${files}`,
      account_type: 'ira',
      equity_balance: '1',
    };
    const { body } = await jane.post<Body>(CREATE, formOf(fields, `first ${files}`));
    return body.portfolio_id;
  };
  const importsOf = (id: string): string => `/api/v1/portfolios/${id}/imports`;

  it('is compared in the preview, and applied as one event', async () => {
    const id = await portfolioOf();
    file = reading([
      account('1', [share('AAPL', '15', '100'), share('MSFT', '20', '210'), share('NVDA', '1', '900')]),
    ]);
    const exits = JSON.stringify({ SPY: { date: '2024-06-01', price: '500' } });
    const asked = await jane.post<Body>(PREVIEW, formOf({ portfolio_id: id }, 'newer'));
    expect(asked.body.difference).toMatchObject({ questions: [{ id: 'exit', symbol: 'SPY' }] });
    const refused = await jane.post<Body>(importsOf(id), { preview_id: asked.body.preview_id });
    expect(refused.status).toBe(409);
    expect(refused.body.error).toMatchObject({
      code: 'ERR_PORT_015',
      details: { questions: [{ id: 'exit', symbol: 'SPY' }], preview_id: asked.body.preview_id },
    });

    const before = await eventsWritten();
    const answers = `/api/v1/onboarding/previews/${asked.body.preview_id}/answers`;
    const answered = await jane.put<Body>(answers, { exits: JSON.parse(exits) });
    expect(answered.body.difference).toMatchObject({
      already_imported: null,
      opened: [{ symbol: 'NVDA', quantity: '1' }],
      changed: [
        { symbol: 'AAPL', what: 'quantity', before: { quantity: '10' }, after: { quantity: '15' } },
        { symbol: 'MSFT', what: 'cost', before: { entry_price: '200' }, after: { entry_price: '210' } },
      ],
      closed: [{ symbol: 'SPY', quantity: '5', remaining: null, exit_price: '500', price_from: 'given' }],
      questions: [],
    });
    expect(await eventsWritten()).toBe(before);

    const key = { 'idempotency-key': 'newer-file' };
    const applied = await jane.post<Body>(importsOf(id), { preview_id: asked.body.preview_id }, key);
    expect(applied.status).toBe(200);
    expect(applied.body.changes.opened.map(({ symbol }) => symbol)).toEqual(['NVDA']);
    const events = await server.store.readStream(`portfolio-${id}`);
    expect(events.map(({ type }) => type)).toEqual([
      'PortfolioCreated',
      'PositionsImported',
      'PositionsReconciled',
    ]);
    expect((await jane.post<Body>(importsOf(id), { preview_id: asked.body.preview_id }, key)).body).toEqual(
      applied.body,
    );
  });

  it('that is the same file, or shows the same positions, changes nothing', async () => {
    const id = await portfolioOf();
    const before = await eventsWritten();
    const again = await jane.post<Body>(importsOf(id), formOf());
    expect({ status: again.status, body: again.body }).toMatchObject({
      status: 200,
      body: { import_id: null, batch_run_id: null, changes: { opened: [], changed: [], closed: [] } },
    });
    expect(await eventsWritten()).toBe(before);
  });

  it('asks about what looks like a split', async () => {
    const id = await portfolioOf([share('NVDA', '10', '1000')]);
    file = reading([account('1', [share('NVDA', '100', '100')])]);
    const asked = await jane.post<Body>(importsOf(id), formOf());
    expect(asked.body.error).toMatchObject({
      code: 'ERR_PORT_015',
      details: {
        questions: [
          { id: 'split', symbol: 'NVDA', ratio: { new_shares: 10, old_shares: 1 }, quantity_after: '100' },
        ],
      },
    });
    const split = await jane.post<Body>(importsOf(id), formOf({ splits: '{"NVDA":"split"}' }));
    expect(split.body.changes).toMatchObject({
      changed: [{ symbol: 'NVDA', what: 'split', after: { quantity: '100' } }],
      splits: [{ symbol: 'NVDA', new_shares: 10, old_shares: 1 }],
    });
  });

  it('without dates of its own leaves the dates that are known, and asks for one only for what is new', async () => {
    const id = await portfolioOf();
    const question = { id: 'entry_date', message: 'Since when?', rows: 3 } as const;
    const undated = HELD.map((position) => ({ ...position, entryDate: '2024-06-28' }));
    file = reading([account('1', undated, [0, 1, 2])], { questions: [question] });
    expect((await jane.post<Body>(importsOf(id), formOf())).body).toMatchObject({ import_id: null });

    file = reading([account('1', [...undated, share('NEW', '1', '2', '2024-06-28')], [0, 1, 2, 3])], {
      questions: [question],
    });
    const asked = await jane.post<Body>(importsOf(id), formOf());
    expect(asked.body.error).toMatchObject({
      code: 'ERR_IMPORT_001',
      details: { questions: [{ id: 'entry_date' }] },
    });
    const preview = await jane.get<Body>(
      `/api/v1/onboarding/previews/${asked.body.error?.details.preview_id}`,
    );
    expect(preview.body.difference).toMatchObject({
      opened: [{ symbol: 'NEW', entry_date: null }],
      questions: [{ id: 'entry_date' }],
    });
    const said = await jane.post<Body>(importsOf(id), formOf({ entry_date: '2024-05-02' }));
    expect(said.body.changes).toMatchObject({
      opened: [{ symbol: 'NEW', entry_date: '2024-05-02' }],
      changed: [],
      closed: [],
    });
  });

  it('of several accounts is told which of them make up the portfolio', async () => {
    const id = await portfolioOf();
    file = reading([account('1', [share('QQQ')]), account('2', [...HELD, share('NEW')])]);
    const asked = await jane.post<Body>(importsOf(id), formOf());
    expect(asked.body.error).toMatchObject({
      code: 'ERR_IMPORT_001',
      details: { questions: [{ id: 'accounts' }] },
    });
    const told = await jane.post<Body>(importsOf(id), formOf({ account_keys: '["2"]' }));
    expect(told.body.changes.opened).toMatchObject([{ symbol: 'NEW' }]);
    const wrong = await jane.post<Body>(importsOf(id), formOf({ account_keys: '["9"]' }));
    expect(wrong.body.error?.code).toBe('ERR_IMPORT_004');
  });

  it('with errors is refused, with a preview to look at them', async () => {
    const id = await portfolioOf();
    file = reading([], {
      errors: [
        { row: 3, symbol: null, field: 'Quantity', value: 'x', code: 'ERR_POS_005', message: 'm', fix: 'f' },
      ],
      totalErrors: 1,
    });
    const { status, body } = await jane.post<Body>(importsOf(id), formOf());
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ code: 'ERR_PORT_008', details: { preview_id: expect.any(String) } });
  });

  it('is refused with an answer that nobody could mean', async () => {
    const id = await portfolioOf();
    for (const fields of [
      { splits: '{"NVDA":"maybe"}' },
      { exits: '{"SPY":{"date":"2024-02-30","price":"1"}}' },
      { exits: '{"SPY":{"date":"2024-02-29","price":"-1"}}' },
      { exits: 'SPY' },
    ]) {
      expect((await jane.post<Body>(importsOf(id), formOf(fields))).body.error?.code).toBe('ERR_REQ_002');
    }
  });

  it('is refused when the portfolio was changed since it was looked at', async () => {
    const id = await portfolioOf();
    file = reading([account('1', [...HELD, share('NEW')])]);
    const stale = await jane.post<Body>(importsOf(id), formOf(), { 'if-match': '"0"' });
    expect([stale.status, stale.body.error?.code]).toEqual([412, 'ERR_REQ_014']);
    expect((await jane.post<Body>(importsOf(id), formOf(), { 'if-match': '"1"' })).status).toBe(200);
  });

  it('can be taken back, and is then a new file again', async () => {
    const id = await portfolioOf();
    file = reading([account('1', [...HELD, share('NEW')])]);
    const first = await jane.post<Body>(importsOf(id), formOf({}, 'taken back'));
    const revert = `${importsOf(id)}/${first.body.import_id}/revert`;
    expect((await jane.post<Body>(revert, {})).body).toMatchObject({ positions_removed: 1, stayed: [] });
    const again = await jane.post<Body>(importsOf(id), formOf({}, 'taken back'));
    expect(again.body.changes.opened).toMatchObject([{ symbol: 'NEW' }]);
  });
});

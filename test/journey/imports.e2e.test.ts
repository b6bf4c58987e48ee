import { readFileSync } from 'node:fs';
import type { Service } from '../../infra/service/start-service.ts';
import { type Api, createApi, signIn } from '../support/api.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { startTestService } from '../support/service.ts';
import { unzip } from '../support/unzip.ts';

const brokerFile = (name: string): Buffer => readFileSync(`../shared/data/brokers/positions/${name}`);

type Preview = {
  readonly preview_id: string;
  readonly importable: boolean;
  readonly questions: readonly { readonly id: string }[];
  readonly accounts: readonly { readonly key: string; readonly num_positions: number }[];
  readonly proposed_mapping: object | null;
  readonly difference: {
    readonly opened: readonly object[];
    readonly changed: readonly object[];
    readonly closed: readonly object[];
    readonly unchanged: number;
    readonly questions: readonly object[];
  } | null;
};
type Created = { readonly portfolio_id: string; readonly positions_imported: number };

describe('the journey of a file', () => {
  let database: TestDatabase;
  let service: Service;
  let jane: Api;

  beforeAll(async () => {
    database = await createTestDatabase();
    service = await startTestService(database);
    jane = await signIn(createApi(service.url), 'jane@example.com');
  });
  afterAll(async () => {
    await service.stop();
    await database.close();
  });

  const formOf = (file: Buffer | string, fields: Readonly<Record<string, string>> = {}): FormData => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set('csv_file', new Blob([file]), 'as downloaded.csv');
    return form;
  };
  const preview = async (file: Buffer | string, fields: Readonly<Record<string, string>> = {}) =>
    (await jane.post<Preview>('/api/v1/onboarding/preview', formOf(file, fields))).body;
  const create = async (fields: object) =>
    jane.post<Created>('/api/v1/onboarding/create-portfolio', {
      portfolio_name: 'P',
      account_type: 'taxable',
      equity_balance: '100000',
      ...fields,
    });

  let portfolioId = '';

  it('begins with a preview, whose question is answered without the file', async () => {
    const shown = await preview(brokerFile('schwab_2025_robo_advisor.csv'));
    expect(shown.questions.map(({ id }) => id)).toEqual(['entry_date']);
    const answers = `/api/v1/onboarding/previews/${shown.preview_id}/answers`;
    const answered = await jane.put<Preview>(answers, { entry_date: '2024-01-02' });
    expect(answered.body).toMatchObject({ importable: true, questions: [] });
    const { status, body } = await create({ preview_id: shown.preview_id, account_name: 'Robo' });
    expect(status).toBe(201);
    expect(body.positions_imported).toBe(shown.accounts[0]?.num_positions);
    portfolioId = body.portfolio_id;
  });

  it('the same positions downloaded again change nothing, with or without their dates', async () => {
    const again = await preview(`${brokerFile('schwab_2025_robo_advisor.csv')}\n`, {
      portfolio_id: portfolioId,
    });
    expect(again.difference).toMatchObject({ opened: [], changed: [], closed: [], questions: [] });
    const exported = await jane.get<string>(`/api/v1/portfolios/${portfolioId}/positions/export.csv`);
    const ours = await preview(exported.body, { portfolio_id: portfolioId });
    expect(ours.difference).toMatchObject({ opened: [], changed: [], closed: [], questions: [] });
    expect(ours.difference?.unchanged).toBe(again.difference?.unchanged);
    const imports = `/api/v1/portfolios/${portfolioId}/imports`;
    expect((await jane.post(imports, formOf(exported.body))).body).toMatchObject({ import_id: null });
  });

  it('an export imports into a new portfolio with the same positions', async () => {
    const path = (id: string): string => `/api/v1/portfolios/${id}/positions/export.csv`;
    const { body: exported } = await jane.get<string>(path(portfolioId));
    const shown = await preview(exported);
    const { body } = await create({ preview_id: shown.preview_id, account_name: 'Copy' });
    expect((await jane.get<string>(path(body.portfolio_id))).body).toBe(exported);
  });

  it('two accounts in one file become two portfolios', async () => {
    const shown = await preview(brokerFile('fidelity_two_accounts.csv'));
    const [first, second] = shown.accounts;
    expect(shown.accounts).toHaveLength(2);
    const accounts = [first, second].map((account, n) => ({
      keys: [account?.key],
      portfolio_name: `Fidelity ${n}`,
      account_name: `Fidelity ${n}`,
    }));
    const { status, body } = await jane.post<{ readonly portfolios: readonly Created[] }>(
      '/api/v1/onboarding/create-portfolio',
      {
        preview_id: shown.preview_id,
        entry_date: '2024-01-02',
        account_type: 'ira',
        equity_balance: '1',
        accounts,
      },
    );
    expect(status).toBe(201);
    expect(body.portfolios.map((one) => one.positions_imported)).toEqual(
      shown.accounts.map((one) => one.num_positions),
    );
  });

  it('a layout that nobody has described is read by a mapping, which is saved for the next time', async () => {
    const file =
      'Ticker;Shares held;Average cost;Purchased\nAAPL;10;150.25;2024-01-16\nMSFT;-5;300;2024-02-01\n';
    const mapping = {
      columns: {
        symbol: 'Ticker',
        quantity: 'Shares held',
        cost_per_share: 'Average cost',
        entry_date: 'Purchased',
      },
    };
    const proposed = await preview(file.replaceAll(';Purchased', '').replaceAll(/;2024-..-../g, ''));
    expect(proposed.questions.map(({ id }) => id)).toEqual(['mapping', 'entry_date']);
    const answers = `/api/v1/onboarding/previews/${proposed.preview_id}/answers`;
    const accepted = { mapping: proposed.proposed_mapping, entry_date: '2024-01-02' };
    expect((await jane.put<Preview>(answers, accepted)).body).toMatchObject({
      importable: true,
      questions: [],
    });
    const saved = await jane.post<{ readonly mapping_id: string }>('/api/v1/onboarding/mappings', {
      name: 'My bank',
      mapping,
    });
    const shown = await preview(file, { mapping_id: saved.body.mapping_id });
    expect(shown).toMatchObject({
      importable: true,
      format: { id: 'mapped' },
      accounts: [
        {
          positions: [
            { symbol: 'AAPL', quantity: '10', entry_price: '150.25', entry_date: '2024-01-16' },
            { symbol: 'MSFT', quantity: '-5', entry_price: '300', entry_date: '2024-02-01' },
          ],
        },
      ],
    });
  });

  it('ends with everything in an archive, also what was archived', async () => {
    const { body } = await create({
      preview_id: (await preview('Symbol,Quantity,Entry Price Per Share,Entry Date\nSPY,1,400,2024-01-16\n'))
        .preview_id,
      account_name: 'Gone',
    });
    await jane.delete(`/api/v1/portfolios/${body.portfolio_id}`);
    const session = await fetch(`${service.url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'jane@example.com', password: 'Correct1Horse' }),
    });
    const { access_token } = (await session.json()) as { readonly access_token: string };
    const response = await fetch(`${service.url}/api/v1/users/me/export`, {
      headers: { authorization: `Bearer ${access_token}` },
    });
    const files = unzip(Buffer.from(await response.arrayBuffer()));
    const positions = [...files].filter(([path]) => path.endsWith('/positions.csv'));
    expect(positions).toHaveLength(5);
    const robo = positions.find(([path]) => path.endsWith(`Robo-${portfolioId}/positions.csv`));
    const own = await jane.get<string>(`/api/v1/portfolios/${portfolioId}/positions/export.csv`);
    expect(robo?.[1]).toBe(own.body);
    expect(files.get('profile.json')).toContain('jane@example.com');
    const types = (files.get('events.ndjson') ?? '')
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as { readonly type: string }).type);
    expect(types.filter((type) => type === 'PortfolioCreated')).toHaveLength(5);
    expect(types).toContain('PortfolioArchived');
  });
});

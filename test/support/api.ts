/** A caller of the API, for journeys: real HTTP, nothing else. */
export type Answer<Body = Record<string, never>> = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
};

export type Api = {
  readonly get: <Body>(path: string, headers?: Record<string, string>) => Promise<Answer<Body>>;
  readonly post: <Body>(
    path: string,
    body?: object | FormData,
    headers?: Record<string, string>,
  ) => Promise<Answer<Body>>;
  readonly put: <Body>(path: string, body: object) => Promise<Answer<Body>>;
  readonly patch: <Body>(
    path: string,
    body: object,
    headers?: Record<string, string>,
  ) => Promise<Answer<Body>>;
  readonly delete: <Body>(path: string, body?: object) => Promise<Answer<Body>>;
  readonly as: (token: string) => Api;
};

export const createApi = (baseUrl: string, token?: string): Api => {
  const call = async <Body>(
    method: string,
    path: string,
    body?: object | FormData,
    headers?: Record<string, string>,
  ) => {
    const isJson = body !== undefined && !(body instanceof FormData);
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(isJson ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isJson ? JSON.stringify(body) : (body as FormData) }),
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.startsWith('application/json');
    return {
      status: response.status,
      headers: response.headers,
      body: (json ? JSON.parse(text) : text) as Body,
    };
  };
  return {
    get: (path, headers) => call('GET', path, undefined, headers),
    post: (path, body, headers) => call('POST', path, body, headers),
    put: (path, body) => call('PUT', path, body),
    patch: (path, body, headers) => call('PATCH', path, body, headers),
    delete: (path, body) => call('DELETE', path, body),
    as: (given) => createApi(baseUrl, given),
  };
};

export const INVITE = 'PRESCOTT-LINNAEAN-COWPERTHWAITE';

/** Registers and signs in; the same address again only signs in. */
export const signIn = async (api: Api, email: string, password = 'Correct1Horse'): Promise<Api> => {
  await api.post('/api/v1/onboarding/register', {
    email,
    password,
    full_name: 'A Person',
    invite_code: INVITE,
  });
  const login = await api.post<{ access_token: string }>('/api/v1/auth/login', { email, password });
  if (login.status !== 200) throw new Error(`login: ${login.status} ${JSON.stringify(login.body)}`);
  return api.as(login.body.access_token);
};

/** The multipart form of create-portfolio. */
export const portfolioForm = (fields: {
  readonly accountName: string;
  readonly csv: string | Blob;
  readonly equity?: string;
  readonly autoCalculate?: boolean;
}): FormData => {
  const form = new FormData();
  form.set('portfolio_name', `${fields.accountName} portfolio`);
  form.set('account_name', fields.accountName);
  form.set('account_type', 'taxable');
  form.set('equity_balance', fields.equity ?? '100000');
  form.set('auto_calculate', String(fields.autoCalculate ?? false));
  form.set('csv_file', new Blob([fields.csv], { type: 'text/csv' }), 'positions.csv');
  return form;
};

type Status = { readonly status: string; readonly phases: readonly unknown[] };

/** Polls until the portfolio's run has ended, as a client would. */
export const runEnded = async (api: Api, portfolioId: string, timeoutMs = 60_000): Promise<Status> => {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const { body, status } = await api.get<Status>(`/api/v1/onboarding/status/${portfolioId}`);
    if (status === 200 && ['completed', 'partial', 'failed'].includes(body.status)) return body;
    if (Date.now() > deadline) throw new Error(`the run did not end: ${JSON.stringify(body).slice(0, 500)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

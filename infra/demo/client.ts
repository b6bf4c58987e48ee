/** The demo's own HTTP client: it walks the way that any other caller walks. */
export type DemoClient = {
  readonly get: <Body>(path: string) => Promise<Body>;
  readonly post: <Body>(
    path: string,
    body?: object | FormData,
  ) => Promise<{ readonly status: number; readonly body: Body }>;
  readonly withToken: (token: string) => DemoClient;
};

export const createDemoClient = (baseUrl: string, token?: string): DemoClient => {
  const authorization: Record<string, string> =
    token === undefined ? {} : { authorization: `Bearer ${token}` };
  return {
    get: async <Body>(path: string) => {
      const response = await fetch(`${baseUrl}${path}`, { headers: authorization });
      if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
      return (await response.json()) as Body;
    },
    post: async <Body>(path: string, body?: object | FormData) => {
      const isForm = body instanceof FormData;
      const response = await fetch(`${baseUrl}${path}`, {
        method: 'POST',
        headers:
          isForm || body === undefined
            ? authorization
            : { ...authorization, 'content-type': 'application/json' },
        ...(body === undefined ? {} : { body: isForm ? body : JSON.stringify(body) }),
      });
      return { status: response.status, body: (await response.json()) as Body };
    },
    withToken: (given) => createDemoClient(baseUrl, given),
  };
};

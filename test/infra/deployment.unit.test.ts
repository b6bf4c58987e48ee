import { existsSync, readFileSync } from 'node:fs';
import { parse, parseAllDocuments } from 'yaml';
import { parseConfig } from '../../infra/config/config.ts';
import { ROLES } from '../../infra/config/roles.ts';
import { variableNames } from '../../infra/config/variables.ts';
import { EVENTSTOREDB_IMAGE } from '../support/eventstoredb-image.ts';

const read = (path: string): string => readFileSync(path, 'utf8');
const known = new Set<string>(variableNames);

type Service = {
  readonly image: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
};
type Compose = { readonly services: Readonly<Record<string, Service>> };

/** `${NAME:?…}` as a secret that is long enough for all of them, `${NAME:-x}` as x. */
const filledIn = (text: string): string =>
  text.replaceAll(/\$\{\w+:([?-])([^}]*)\}/g, (_all, kind: string, rest: string) =>
    kind === '-' ? rest : 'a-secret-of-thirty-two-bytes-or-more',
  );

describe('the compose file', () => {
  const { services } = parse(read('infra/docker-compose.yml'), { merge: true }) as Compose;
  const ours = Object.entries(services).filter(([, { image }]) => image.startsWith('sigmafold:'));

  it('runs each role by itself, with settings that the service starts with', () => {
    const processes = ours.filter(([name]) => name !== 'migrate');
    expect(processes.map(([name]) => name).toSorted()).toEqual([...ROLES].toSorted());
    for (const [name, { environment = {} }] of processes) {
      expect(Object.keys(environment).filter((variable) => !known.has(variable))).toEqual([]);
      const values = Object.entries(environment).map(([variable, value]) => [variable, filledIn(value)]);
      const config = parseConfig({ ...Object.fromEntries(values), NODE_ENV: 'production', HOST: '0.0.0.0' });
      expect(config).toMatchObject({ ok: true, value: { roles: [name], eventStore: 'eventstoredb' } });
    }
  });

  it('asks for every secret and holds none', () => {
    const text = read('infra/docker-compose.yml');
    const asked = new Set([...text.matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name));
    const offered = [...read('infra/compose.env.example').matchAll(/^(\w+)=(.*)$/gm)];
    expect([...asked].filter((name) => !offered.some(([, known]) => known === name))).toEqual([]);
    expect(offered.filter(([, name, value]) => asked.has(name) && value !== '')).toEqual([]);
    expect(text).not.toMatch(/(?:PASSWORD|SECRET|TOKEN|_KEY): (?!\$\{)\S/);
  });

  it('pins every image, mounts files that are there, and opens no port but on this machine', () => {
    for (const { image, volumes = [], ports = [] } of Object.values(services)) {
      expect(image).toMatch(/:(?:local|v?\d+\.\d+.*)$/);
      for (const [from = ''] of volumes.map((volume) => volume.split(':')))
        if (from.startsWith('./')) expect(existsSync(`infra/${from}`)).toBe(true);
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
    }
    expect(services.eventstoredb?.image).toBe(EVENTSTOREDB_IMAGE);
    for (const [, service] of ours) expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
  });
});

describe('the Kubernetes manifests', () => {
  type Manifest = {
    readonly kind: string;
    readonly metadata: { readonly name: string };
    readonly data?: Readonly<Record<string, string>>;
    readonly spec?: {
      readonly strategy?: { readonly rollingUpdate: { readonly maxUnavailable: number } };
      readonly template?: { readonly spec: PodSpec };
    };
  };
  type PodSpec = {
    readonly terminationGracePeriodSeconds?: number;
    readonly securityContext: { readonly runAsNonRoot: boolean };
    readonly containers: readonly {
      readonly env?: readonly { readonly name: string; readonly value?: string }[];
      readonly readinessProbe?: { readonly httpGet: { readonly path: string } };
      readonly securityContext: { readonly readOnlyRootFilesystem: boolean };
    }[];
  };
  const manifests = parseAllDocuments(read('infra/kubernetes/sigmafold.yaml')).map(
    (document) => document.toJS() as Manifest,
  );

  it('run each role, one process after the other replaced when the next is ready, and none as root', () => {
    const deployments = manifests.filter(({ kind }) => kind === 'Deployment');
    const roles = deployments.map(({ spec }) => spec?.template?.spec.containers[0]?.env?.[0]?.value);
    expect(roles.toSorted()).toEqual([...ROLES].toSorted());
    for (const { spec } of deployments) {
      expect(spec?.strategy?.rollingUpdate.maxUnavailable).toBe(0);
      expect(spec?.template?.spec.containers[0]?.readinessProbe?.httpGet.path).toBe('/health/ready');
    }
    for (const { spec } of manifests)
      if (spec?.template !== undefined) {
        expect(spec.template.spec.securityContext.runAsNonRoot).toBe(true);
        expect(spec.template.spec.containers[0]?.securityContext.readOnlyRootFilesystem).toBe(true);
      }
  });

  it('set only what the service knows, and wait longer than it drains', () => {
    const settings = manifests.find(({ kind }) => kind === 'ConfigMap')?.data ?? {};
    expect(Object.keys(settings).filter((variable) => !known.has(variable))).toEqual([]);
    for (const { spec } of manifests.filter(({ kind }) => kind === 'Deployment'))
      expect(spec?.template?.spec.terminationGracePeriodSeconds).toBeGreaterThan(
        Number(settings.DRAIN_SECONDS) + 20,
      );
  });
});

describe('the alerts and the dashboard', () => {
  const counted = (() => {
    const sources = ['http', 'event-store', 'bus', 'provider', 'read-model', 'create'].map((name) =>
      read(`adapters/metrics/${name === 'create' ? 'create-metrics' : `${name}-metrics`}.ts`),
    );
    return [...sources, read('infra/service/measures.ts')].join('\n');
  })();
  const named = (expressions: readonly string[]): readonly string[] => [
    ...new Set(expressions.flatMap((text) => text.match(/sigmafold_\w+/g) ?? [])),
  ];
  const isCounted = (metric: string): boolean => {
    const name = metric.replace('sigmafold_', '').replace(/_(?:bucket|count|sum)$/, '');
    return counted.includes(name) || counted.includes(`'${name.replace('projection_', '')}'`);
  };

  it('ask for metrics that there are, and name runbooks that there are', () => {
    type Rule = {
      readonly alert: string;
      readonly expr: string;
      readonly annotations: { readonly runbook: string };
    };
    const { groups } = parse(read('infra/monitoring/alerts.yml')) as {
      readonly groups: readonly { readonly rules: readonly Rule[] }[];
    };
    const rules = groups.flatMap(({ rules }) => rules);
    expect(rules.length).toBeGreaterThan(10);
    expect(named(rules.map(({ expr }) => expr)).filter((metric) => !isCounted(metric))).toEqual([]);
    expect(rules.map(({ annotations }) => annotations.runbook).filter((page) => !existsSync(page))).toEqual(
      [],
    );
  });

  it('draw metrics that there are', () => {
    const { panels } = JSON.parse(read('infra/monitoring/grafana/sigmafold.json')) as {
      readonly panels: readonly { readonly targets?: readonly { readonly expr: string }[] }[];
    };
    const drawn = named(panels.flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)));
    expect(drawn.length).toBeGreaterThan(15);
    expect(drawn.filter((metric) => !isCounted(metric))).toEqual([]);
  });
});

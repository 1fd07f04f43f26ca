import type { EnvironmentInput } from '../../src/spec/environment';
import type { SystemInput } from '../../src/spec/system';

/** What a run is told of the account that it may use. */
export interface SmokeOptions {
  /** The account, 12 digits: the only one that it touches. */
  readonly account: string;
  readonly region: string;
  readonly zones: readonly string[];
  /** An image whose process answers HTTP on 8080 with 200 to `/`, and needs no root. */
  readonly image: string;
  readonly amiRelease: string;
  /** Most that it may cost, US dollars. */
  readonly maxUsd: number;
  /** Minutes after which everything is destroyed, wherever it is. */
  readonly minutes: number;
  /** Where states and plans are kept until all is destroyed. */
  readonly directory: string;
}

/** Name of the environment; all that is made has it as its tag. */
export const SMOKE = 'smoke';

/** The smallest platform that has everything a service needs: two zones, one way out, a host or two, a load balancer inside. */
export function smokeEnvironment({ account, region, zones, amiRelease, directory }: SmokeOptions): EnvironmentInput {
  return {
    name: SMOKE,
    account,
    region,
    zones: [...zones],
    protect: false,
    backend: { kind: 'local', directory },
    network: { cidr: '10.99.0.0/16', nat: 'single' },
    // Trunks are a setting of the whole account, which is not this run's.
    fleets: { general: { instanceTypes: ['m6i.large'], amiRelease, maxHosts: 2, trunking: false } },
    gateways: { inside: { kind: 'application', plainHttp: { why: 'a smoke test that nobody sends anything to' } } },
  };
}

/** One service, which answers on a route. */
export function smokeSystem({ image }: SmokeOptions): SystemInput {
  const hello = {
    image,
    user: '101:101',
    cpus: 0.25,
    memoryMiB: 256,
    replicas: 1,
    ports: { http: { number: 8080 } },
    routes: [{ gateway: 'inside', path: '/*' }],
    health: { readiness: { path: '/' } },
    debug: true,
  };
  return { name: 'hello', services: { web: hello } };
}

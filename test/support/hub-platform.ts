import type { EnvironmentInput } from '../../src/spec/environment';
import type { GatewayInput } from '../../src/spec/gateway';
import type { ServiceInput } from '../../src/spec/service';
import type { SystemInput } from '../../src/spec/system';
import { AMD64, testEnvironment } from './builders/test-environment';

/** Teams of a company that lives on one platform, and the services of each. */
const TEAMS = 10;
const SERVICES = 25;
const GATEWAYS = ['web', 'partners', 'inside'] as const;

/** How a platform of 250 services is laid out. */
export interface Layout {
  /** Gateways that routes go to, in turn. */
  readonly gateways: readonly string[];
  /** How the one service that everybody calls lets them in. */
  readonly clientGroup: ServiceInput['clientGroup'];
}

/** Laid out so that no quota is exceeded: three gateways, and a client group for the hub. */
export const WELL_LAID: Layout = { gateways: GATEWAYS, clientGroup: 'on' };

const plain: GatewayInput = {
  kind: 'application',
  plainHttp: { why: 'inside the network only, while this is planned' },
};

/** Where 250 services are: one account with AWS's own quotas. */
export const hubEnvironment: EnvironmentInput = testEnvironment({
  name: 'hub',
  fleets: { general: { instanceTypes: ['m6i.4xlarge', 'm5.4xlarge'], amiRelease: AMD64, maxHosts: 200 } },
  gateways: Object.fromEntries(GATEWAYS.map((name) => [name, plain])),
});

/** 250 services of ten teams, every second with a route, and all but the hub itself calling one feature store. */
export function hubSystems({ gateways, clientGroup }: Layout = WELL_LAID): SystemInput[] {
  const teams = Array.from({ length: TEAMS }, (_, team) => ({
    name: `team-${team}`,
    services: Object.fromEntries(
      Array.from({ length: team === 0 ? SERVICES - 1 : SERVICES }, (_, n) => [
        `model-${n}`,
        service(team * SERVICES + n, gateways),
      ]),
    ),
  }));
  const callers = teams.flatMap(({ name, services }) => Object.keys(services).map((service) => `${name}/${service}`));
  return [{ name: 'core', services: { features: { ...small, clientGroup, allow: callers } } }, ...teams];
}

const small = {
  image: 'public.ecr.aws/nginx/nginx:1.27.5',
  cpus: 0.25,
  memoryMiB: 256,
  ports: { http: { number: 8080 } },
} satisfies ServiceInput;

function service(serial: number, gateways: readonly string[]): ServiceInput {
  const gateway = gateways[(serial / 2) % gateways.length];
  if (serial % 2 === 1 || gateway === undefined) return small;
  // So many routes of one shape would share priorities by chance.
  return { ...small, routes: [{ gateway, path: `/model-${serial}/*`, priority: 1000 + serial }] };
}

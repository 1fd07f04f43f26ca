import { goesAnywhere, wayTo } from '../../../src/network/egress-rules';
import type { ContractNetwork } from '../../../src/spec/contract';
import { contractWays } from '../../../src/spec/contract-of';
import { egressSpec } from '../../../src/spec/egress';
import type { EnvironmentSpec } from '../../../src/spec/environment';
import type { ServiceInput } from '../../../src/spec/service';

type Telemetry = NonNullable<ServiceInput['telemetry']>;

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const IMAGES: readonly NonNullable<Telemetry['image']>[] = [
  `registry.example.com/mirror/collector@${DIGEST}`,
  { repository: 'mirror/collector', tag: 'v0.50.0' },
  { repository: 'mirror/collector', digest: DIGEST },
];

/** A collector, where its network leads to what takes traces or metrics. It follows from the serial alone, so that it moves nothing else that is drawn. */
export function serialTelemetry(
  serial: number,
  { egress, ports = {} }: Pick<ServiceInput, 'egress' | 'ports'>,
  environment: EnvironmentSpec,
  builds: readonly string[],
): { telemetry?: Telemetry } {
  const network = { cidr: environment.network.cidr, ...contractWays(environment.network, () => '') } as ContractNetwork;
  const anywhere = network.nat !== 'none' && goesAnywhere({ egress: egressSpec.array().parse(egress ?? []) });
  const leads = (service: string) => anywhere || wayTo(service, network) !== undefined;
  const [port] = Object.keys(ports).filter((name) => ['http', 'tcp'].includes(ports[name]?.protocol ?? 'http'));
  const own = serial % 3 !== 0 && leads('aps-workspaces');
  const prometheus = port !== undefined && (own || leads('logs')) ? metricsOf(serial, port, own, environment) : {};
  const traces = leads('xray') ? { traces: serial % 2 === 0 ? { share: serial % 4 === 0 ? 1 : 0.01 } : {} } : {};
  if (Object.keys({ ...prometheus, ...traces }).length === 0) return {};
  return {
    telemetry: {
      ...prometheus,
      ...traces,
      ...imageOf(serial, builds),
      ...(serial % 3 === 1 && { cpus: 0.05 }),
      ...(serial % 2 === 1 && { memoryMiB: 128 }),
    },
  };
}

function metricsOf(serial: number, port: string, own: boolean, { region, account }: EnvironmentSpec) {
  const workspaceArn = `arn:aws:aps:${region}:${account}:workspace/ws-${serial}`;
  return {
    prometheus: {
      port,
      ...(serial % 2 === 1 && { path: '/internal/metrics' }),
      ...(serial % 3 !== 1 && { intervalSeconds: 15 }),
      ...(own && { workspaceArn }),
    },
  };
}

function imageOf(serial: number, [build]: readonly string[]): Pick<Telemetry, 'image'> {
  if (serial % 5 === 4) return {};
  const image = serial % 4 > 1 && build !== undefined ? { build } : IMAGES[serial % 3];
  return image === undefined ? {} : { image };
}

import { type Problem, within } from '../errors';
import type { Contract } from '../spec/contract';
import { own } from '../spec/own';
import { show } from '../spec/parse';
import type { ServiceSpec } from '../spec/service';
import { COLLECTOR_PORTS } from '../task/collector';
import { checkArn } from './check-arn';
import { checkImage } from './check-image';
import { checkSameRegion } from './check-same-region';
import { unknownName } from './unknown-name';

/** A collector that would collect nothing, or could not listen. Fields are those of the service. */
export function checkTelemetry({ telemetry, ports }: ServiceSpec, { site }: Pick<Contract, 'site'>): Problem[] {
  if (telemetry === undefined) return [];
  const { traces, prometheus, image } = telemetry;
  return within('telemetry', [
    ...checkImage(image),
    ...(traces === undefined && prometheus === undefined
      ? [
          {
            code: 'NothingCollected',
            field: '',
            problem: 'takes neither traces nor metrics',
            fix: 'add traces or prometheus, or remove it',
          },
        ]
      : []),
    ...(prometheus === undefined ? [] : within('prometheus', checkPrometheus(prometheus, ports, site.region))),
    ...checkPorts(ports),
  ]);
}

function checkPrometheus(
  { port, path, workspaceArn }: NonNullable<NonNullable<ServiceSpec['telemetry']>['prometheus']>,
  ports: ServiceSpec['ports'],
  region: string,
): Problem[] {
  const spoken = own(ports, port);
  return [
    ...(spoken === undefined
      ? [unknownName('UnknownPort', 'port', 'port of this service', port, Object.keys(ports))]
      : []),
    ...(spoken !== undefined && ['grpc', 'http2'].includes(spoken.protocol)
      ? [
          {
            code: 'MetricsNotHttp',
            field: 'port',
            problem: `is '${port}', which speaks ${spoken.protocol}, and metrics are read over HTTP/1.1`,
            fix: 'name another port',
          },
        ]
      : []),
    ...(/^\/[A-Za-z0-9_\-./~%]*$/.test(path)
      ? []
      : [
          {
            code: 'InvalidPath',
            field: 'path',
            problem: `is ${show(path)}, which is not a path`,
            fix: "use one such as '/metrics'",
          },
        ]),
    ...checkArn('Prometheus workspace', workspaceArn, 'workspaceArn'),
    ...checkSameRegion(workspaceArn, region, 'workspaceArn'),
  ];
}

/** Containers of a replica share its network: what two of them listen on, one of them cannot. */
function checkPorts(ports: ServiceSpec['ports']): Problem[] {
  const taken: readonly number[] = Object.values(COLLECTOR_PORTS);
  return Object.entries(ports)
    .filter(([, { number }]) => taken.includes(number))
    .map(([name, { number }]) => ({
      code: 'CollectorPort',
      field: '',
      problem: `has a collector that listens on ${number}, and so does port '${name}'`,
      fix: `let '${name}' listen on another port`,
    }));
}

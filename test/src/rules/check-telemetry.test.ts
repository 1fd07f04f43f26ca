import type { ServiceInput } from '../../../src/spec/service';
import { describeRefusals, type Refusal } from '../../support/builders/describe-refusals';
import { judgeService, type ServiceCase } from '../../support/builders/judge-service';

const ports = { http: { number: 8080 }, rpc: { number: 9000, protocol: 'grpc' as const } };
const WORKSPACE = 'arn:aws:aps:us-east-1:123456789012:workspace/ws-1';
const endpoints = ['aps-workspaces', 'logs', 'xray'];
const collects = (
  telemetry: NonNullable<ServiceInput['telemetry']>,
  service: Partial<ServiceInput> = {},
  network: { endpoints: string[] } = { endpoints },
): ServiceCase => ({ environment: { network }, service: { ports, telemetry, ...service } });
const reads = (prometheus: object) => collects({ prometheus: { port: 'http', ...prometheus } });
const listens = (number: number) => collects({ traces: {} }, { ports: { http: { number } } });

const refusals: Refusal<ServiceCase>[] = [
  {
    what: 'a collector of nothing',
    code: 'NothingCollected',
    field: 'telemetry',
    refused: collects({}),
    legal: collects({ traces: {} }),
  },
  {
    what: 'metrics of a port that is not there',
    code: 'UnknownPort',
    field: 'telemetry.prometheus.port',
    refused: reads({ port: 'htp' }),
    legal: reads({}),
    says: "telemetry.prometheus.port is 'htp', which is not a port of this service; did you mean 'http'?",
  },
  {
    what: 'metrics of a port that speaks gRPC',
    code: 'MetricsNotHttp',
    field: 'telemetry.prometheus.port',
    refused: reads({ port: 'rpc' }),
    legal: reads({ port: 'http' }),
  },
  {
    what: 'metrics at what is no path',
    code: 'InvalidPath',
    field: 'telemetry.prometheus.path',
    refused: reads({ path: 'metrics' }),
    legal: reads({ path: '/metrics' }),
  },
  {
    what: 'something else than a workspace',
    code: 'InvalidArn',
    field: 'telemetry.prometheus.workspaceArn',
    refused: reads({ workspaceArn: WORKSPACE.replace('workspace/', 'rulegroupsnamespace/') }),
    legal: reads({ workspaceArn: WORKSPACE }),
  },
  {
    what: 'a workspace of another region',
    code: 'CrossRegion',
    field: 'telemetry.prometheus.workspaceArn',
    refused: reads({ workspaceArn: WORKSPACE.replace('us-east-1', 'eu-west-1') }),
    legal: reads({ workspaceArn: WORKSPACE }),
  },
  {
    what: 'an image that may be another one tomorrow',
    code: 'UnpinnedImage',
    field: 'telemetry.image',
    refused: collects({ traces: {}, image: 'public.ecr.aws/aws-observability/aws-otel-collector:latest' }),
    legal: collects({ traces: {}, image: 'public.ecr.aws/aws-observability/aws-otel-collector:v0.50.0' }),
  },
  {
    what: 'a sidecar with the name of the collector',
    code: 'DuplicateContainer',
    field: 'collector',
    refused: collects({ traces: {} }, { sidecars: { collector: { image: 'a/b:1', cpus: 0.1, memoryMiB: 128 } } }),
    legal: collects({ traces: {} }, { sidecars: { proxy: { image: 'a/b:1', cpus: 0.1, memoryMiB: 128 } } }),
  },
  ...[4317, 4318, 13_133].map((number) => ({
    what: `a port of the collector, ${number}`,
    code: 'CollectorPort',
    field: 'telemetry',
    refused: listens(number),
    legal: listens(number + 2),
  })),
  {
    what: 'traces that no way leads to',
    code: 'NoWayToService',
    field: 'telemetry.traces',
    refused: collects({ traces: {} }, {}, { endpoints: ['logs'] }),
    legal: collects({ traces: {} }, {}, { endpoints: ['xray'] }),
  },
  {
    what: 'metrics that no way leads to',
    code: 'NoWayToService',
    field: 'telemetry.prometheus',
    refused: collects({ prometheus: { port: 'http' } }, {}, { endpoints: ['xray'] }),
    legal: collects({ prometheus: { port: 'http' } }, {}, { endpoints: ['logs'] }),
  },
];

describeRefusals(judgeService, refusals);

describe('a collector', () => {
  it('is counted when its service looks for a host', () => {
    const large = (more: Partial<ServiceInput>) =>
      judgeService({
        environment: { network: { endpoints } },
        service: { cpus: 7.5, memoryMiB: 1024, ports, ...more },
      });
    expect(large({})).toEqual([]);
    expect(large({ telemetry: { traces: {}, cpus: 1 } }).map(({ code }) => code)).toEqual(['TaskExceedsCpu']);
  });
});

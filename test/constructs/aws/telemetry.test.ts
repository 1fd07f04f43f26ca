import type { ServiceInput } from '../../../src/spec/service';
import { readDocument } from '../../support/builders/read-document';
import { synthServices } from '../../support/builders/synth-services';
import type { SynthesizedStack } from '../../support/builders/synthesized-stack';

type Telemetry = NonNullable<ServiceInput['telemetry']>;
interface Container {
  readonly name: string;
  readonly essential: boolean;
  readonly environment: readonly { readonly name: string; readonly value: string }[];
  readonly dependsOn?: readonly object[];
}

const WORKSPACE = 'arn:aws:aps:us-east-1:123456789012:workspace/ws-1';
const environment = { network: { endpoints: ['aps-workspaces', 'logs', 'xray'] } };
const served = (telemetry?: Telemetry, more: Partial<ServiceInput> = {}) =>
  synthServices({
    environment,
    services: { bidder: { ports: { http: { number: 8080 } }, ...(telemetry && { telemetry }), ...more } },
  });
const containersOf = (stack: SynthesizedStack) =>
  readDocument(stack.only('aws_ecs_task_definition').container_definitions) as Container[];
const container = (stack: SynthesizedStack, name: string) =>
  containersOf(stack).find((one) => one.name === name) as Container;
const variablesOf = ({ environment }: Container) =>
  Object.fromEntries(environment.map(({ name, value }) => [name, value]));
const configOf = (stack: SynthesizedStack) =>
  JSON.parse(variablesOf(container(stack, 'collector')).AOT_CONFIG_CONTENT as string);
const grantsOf = (stack: SynthesizedStack) =>
  Object.entries(stack.of('aws_iam_role_policy'))
    .filter(([path]) => path.includes('TaskRole'))
    .flatMap(
      ([, { policy }]) => (readDocument(policy) as { Statement: { Action: unknown; Resource: unknown }[] }).Statement,
    )
    .map(({ Action, Resource }) => [Action, Resource]);

describe('a collector beside a service', () => {
  it('is not there where nobody asked', () => {
    const stack = served();
    expect(containersOf(stack).map(({ name }) => name)).toEqual(['main']);
    expect(stack.counts.aws_cloudwatch_log_group).toBe(1);
    expect(Object.keys(variablesOf(container(stack, 'main'))).filter((name) => name.startsWith('OTEL'))).toEqual([]);
  });

  it('starts before it, asks for nothing at its end, and takes spans from this replica alone', () => {
    const stack = served({ traces: { share: 0.25 } });
    expect(container(stack, 'main').dependsOn).toEqual([{ containerName: 'collector', condition: 'START' }]);
    expect(container(stack, 'collector')).toMatchObject({
      essential: false,
      image: 'public.ecr.aws/aws-observability/aws-otel-collector:v0.50.0',
      cpu: 102,
      memory: 256,
      readonlyRootFilesystem: true,
      user: '1000:1000',
      healthCheck: { command: ['CMD', '/healthcheck'] },
    });
    expect(configOf(stack)).toEqual({
      extensions: { health_check: { endpoint: '127.0.0.1:13133' } },
      receivers: {
        otlp: { protocols: { grpc: { endpoint: '127.0.0.1:4317' }, http: { endpoint: '127.0.0.1:4318' } } },
      },
      processors: {
        memory_limiter: { check_interval: '1s', limit_percentage: 75, spike_limit_percentage: 20 },
        batch: {},
      },
      exporters: { awsxray: { region: 'us-east-1' } },
      service: {
        extensions: ['health_check'],
        pipelines: { traces: { receivers: ['otlp'], processors: ['memory_limiter', 'batch'], exporters: ['awsxray'] } },
      },
    });
  });

  it('is told to the service in words that every SDK reads, unless it says them itself', () => {
    const stack = served({ traces: { share: 0.25 } }, { environment: { OTEL_SERVICE_NAME: 'mine' } });
    expect(variablesOf(container(stack, 'main'))).toMatchObject({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://localhost:4318',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
      OTEL_LOGS_EXPORTER: 'none',
      OTEL_METRICS_EXPORTER: 'none',
      OTEL_SERVICE_NAME: 'mine',
      OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '0.25',
    });
  });

  it('reads metrics of its port, and writes them where CloudWatch reads them: a log of its own, kept as long as all', () => {
    const stack = served({ prometheus: { port: 'http', path: '/m', intervalSeconds: 30 } });
    expect(stack.at('aws_cloudwatch_log_group', 'bidder/Metrics')).toMatchObject({
      name: '/test/ads/bidder/metrics',
      retention_in_days: 30,
    });
    const config = configOf(stack);
    expect(config.receivers).toEqual({
      prometheus: {
        config: {
          scrape_configs: [
            {
              job_name: 'ads.bidder',
              scrape_interval: '30s',
              metrics_path: '/m',
              static_configs: [{ targets: ['127.0.0.1:8080'] }],
            },
          ],
        },
      },
    });
    expect(config.exporters).toEqual({
      awsemf: {
        region: 'us-east-1',
        namespace: 'test/ads/bidder',
        log_group_name: '/test/ads/bidder/metrics',
        dimension_rollup_option: 'NoDimensionRollup',
      },
    });
    expect(config.service.pipelines).toEqual({
      metrics: { receivers: ['prometheus'], processors: ['memory_limiter', 'batch'], exporters: ['awsemf'] },
    });
  });

  it('writes to a workspace of Prometheus, signed, where one is named, and then keeps no log', () => {
    const stack = served({ prometheus: { port: 'http', workspaceArn: WORKSPACE } });
    expect(stack.counts.aws_cloudwatch_log_group).toBe(1);
    const { extensions, exporters, service } = configOf(stack);
    expect(extensions.sigv4auth).toEqual({ region: 'us-east-1', service: 'aps' });
    expect(service.extensions).toEqual(['health_check', 'sigv4auth']);
    expect(exporters).toEqual({
      prometheusremotewrite: {
        endpoint: 'https://aps-workspaces.us-east-1.amazonaws.com/workspaces/ws-1/api/v1/remote_write',
        auth: { authenticator: 'sigv4auth' },
      },
    });
  });

  it('may do what it is there for and nothing else', () => {
    const metrics = 'arn:aws:logs:us-east-1:123456789012:log-group:/test/ads/bidder/metrics:*';
    const traces = [['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], '*'];
    const writes = [['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'], metrics];
    expect(grantsOf(served({ traces: {} }))).toEqual([traces]);
    expect(grantsOf(served({ prometheus: { port: 'http' } }))).toEqual([writes]);
    expect(grantsOf(served({ traces: {}, prometheus: { port: 'http', workspaceArn: WORKSPACE } }))).toEqual([
      ['aps:RemoteWrite', WORKSPACE],
      traces,
    ]);
  });

  it('has its ways out, each with its reason', () => {
    const stack = served({ traces: {}, prometheus: { port: 'http' } });
    const out = Object.values(stack.of('aws_vpc_security_group_egress_rule')).map((rule) => rule.description);
    expect(out).toEqual(['sends traces; sends metrics']);
  });
});

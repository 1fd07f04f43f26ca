import { resourceName } from '../naming/names';
import { type ServiceSpec, type SidecarSpec, sidecarSpec } from '../spec/service';
import type { TelemetrySpec } from '../spec/telemetry';

/** The name of the collector's container among those of a replica. */
export const COLLECTOR = 'collector';

/** Ports that the collector listens on, inside of the replica alone: those of OpenTelemetry, and its own health (OTLP specification 1.9; ADOT documentation, 2026-11). */
export const COLLECTOR_PORTS = { grpc: 4317, http: 4318, health: 13_133 } as const;

type Collected = Pick<ServiceSpec, 'telemetry' | 'ports'>;

/** Whose collector it is. */
export interface CollectorPlace {
  readonly environment: string;
  readonly region: string;
  readonly system: string;
  readonly service: string;
}

/** The log group that the collector writes metrics to, which CloudWatch reads them from; undefined where it writes none. */
export function metricsLogName(
  { telemetry }: Pick<ServiceSpec, 'telemetry'>,
  { environment, system, service }: Pick<CollectorPlace, 'environment' | 'system' | 'service'>,
): string | undefined {
  const { prometheus } = telemetry ?? {};
  if (prometheus === undefined || prometheus.workspaceArn !== undefined) return undefined;
  return resourceName('logGroup', environment, system, service, 'metrics');
}

/** The service with its collector among the sidecars: it is there before the service starts, and its end ends nothing else. */
export function withCollector(service: ServiceSpec): ServiceSpec {
  const { telemetry } = service;
  if (telemetry === undefined) return service;
  return {
    ...service,
    sidecars: { ...service.sidecars, [COLLECTOR]: collectorOf(telemetry) },
    startAfter: { ...service.startAfter, [COLLECTOR]: 'START' },
  };
}

/** Its health is asked by the program that its image has for that (ADOT documentation, "Health check", 2026-11). */
function collectorOf({ image, cpus, memoryMiB }: TelemetrySpec): SidecarSpec {
  return sidecarSpec.parse({
    image,
    cpus,
    memoryMiB,
    essential: false,
    health: { liveness: { command: ['CMD', '/healthcheck'] } },
  });
}

/** What the collector is told: where spans and metrics come from and go to. JSON is YAML too, which it reads. */
export function collectorVariables(service: Collected, place: CollectorPlace): Record<string, string> {
  if (service.telemetry === undefined) return {};
  return { AOT_CONFIG_CONTENT: JSON.stringify(collectorConfig(service.telemetry, service.ports, place)) };
}

/** What the service is told, by the names that every SDK of OpenTelemetry reads; nobody takes what is none. */
export function tracedVariables(
  { telemetry }: Pick<ServiceSpec, 'telemetry'>,
  { system, service }: Pick<CollectorPlace, 'system' | 'service'>,
): Record<string, string> {
  if (telemetry?.traces === undefined) return {};
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://localhost:${COLLECTOR_PORTS.http}`,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
    OTEL_LOGS_EXPORTER: 'none',
    OTEL_METRICS_EXPORTER: 'none',
    OTEL_SERVICE_NAME: `${system}.${service}`,
    OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
    OTEL_TRACES_SAMPLER_ARG: String(telemetry.traces.share),
  };
}

function collectorConfig({ traces, prometheus }: TelemetrySpec, ports: ServiceSpec['ports'], place: CollectorPlace) {
  const { region } = place;
  const port = prometheus && ports[prometheus.port]?.number;
  const metrics = prometheus && exporterOf(prometheus, place);
  const processors = ['memory_limiter', 'batch'];
  return {
    extensions: { health_check: { endpoint: `127.0.0.1:${COLLECTOR_PORTS.health}` }, ...metrics?.extensions },
    receivers: {
      ...(traces && {
        otlp: {
          protocols: {
            grpc: { endpoint: `127.0.0.1:${COLLECTOR_PORTS.grpc}` },
            http: { endpoint: `127.0.0.1:${COLLECTOR_PORTS.http}` },
          },
        },
      }),
      ...(prometheus && {
        prometheus: {
          config: {
            scrape_configs: [
              {
                job_name: `${place.system}.${place.service}`,
                scrape_interval: `${prometheus.intervalSeconds}s`,
                metrics_path: prometheus.path,
                static_configs: [{ targets: [`127.0.0.1:${port}`] }],
              },
            ],
          },
        },
      }),
    },
    processors: {
      memory_limiter: { check_interval: '1s', limit_percentage: 75, spike_limit_percentage: 20 },
      batch: {},
    },
    exporters: { ...(traces && { awsxray: { region } }), ...metrics?.exporters },
    service: {
      extensions: ['health_check', ...Object.keys(metrics?.extensions ?? {})],
      pipelines: {
        ...(traces && { traces: { receivers: ['otlp'], processors, exporters: ['awsxray'] } }),
        ...(metrics && {
          metrics: { receivers: ['prometheus'], processors, exporters: Object.keys(metrics.exporters) },
        }),
      },
    },
  };
}

/** CloudWatch reads metrics out of a log; a workspace of Prometheus is written to, with the request signed. */
function exporterOf({ workspaceArn }: NonNullable<TelemetrySpec['prometheus']>, place: CollectorPlace) {
  const { environment, region, system, service } = place;
  if (workspaceArn === undefined)
    return {
      extensions: {},
      exporters: {
        awsemf: {
          region,
          namespace: `${environment}/${system}/${service}`,
          log_group_name: resourceName('logGroup', environment, system, service, 'metrics'),
          dimension_rollup_option: 'NoDimensionRollup',
        },
      },
    };
  const workspace = workspaceArn.split('/').at(-1);
  return {
    extensions: { sigv4auth: { region, service: 'aps' } },
    exporters: {
      prometheusremotewrite: {
        endpoint: `https://aps-workspaces.${region}.amazonaws.com/workspaces/${workspace}/api/v1/remote_write`,
        auth: { authenticator: 'sigv4auth' },
      },
    },
  };
}

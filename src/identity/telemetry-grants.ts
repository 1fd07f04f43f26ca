import { arn, type Place } from '../naming/arns';
import type { ServiceSpec } from '../spec/service';
import { metricsLogName } from '../task/collector';
import type { Statement } from './policy';

/** What the collector of a service does in AWS, with the permissions of the replica that it is in (ADOT documentation, "Permissions", 2026-11). */
export function telemetryGrants(
  service: Pick<ServiceSpec, 'telemetry'>,
  of: { readonly system: string; readonly service: string },
  site: Place & { readonly name: string },
): Statement[] {
  const { traces, prometheus } = service.telemetry ?? {};
  const log = metricsLogName(service, { environment: site.name, ...of });
  return [
    ...(traces ? [{ actions: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'], resources: ['*'] }] : []),
    ...(log === undefined
      ? []
      : [
          {
            actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
            resources: [arn(site, 'logs', `log-group:${log}:*`)],
          },
        ]),
    ...(prometheus?.workspaceArn === undefined
      ? []
      : [{ actions: ['aps:RemoteWrite'], resources: [prometheus.workspaceArn] }]),
  ];
}

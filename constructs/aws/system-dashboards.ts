import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard';
import { Construct } from 'constructs';
import { resourceName } from '../../src/naming/names';
import { mapValues } from '../../src/spec/map-values';
import { systemDashboards } from '../../src/watch/system-dashboards';
import type { ShownJob, ShownService } from '../../src/watch/workload-charts';
import { tfJson } from '../terraform/json';
import type { MlService } from './ml-service';
import type { AwsPlatform } from './platform';
import type { TrainingJob } from './training-job';

interface SystemDashboardsProps {
  readonly platform: AwsPlatform;
  readonly system: string;
  readonly services: Readonly<Record<string, MlService>>;
  readonly jobs: Readonly<Record<string, TrainingJob>>;
  /** State machines of its pipelines, by name, and the jobs in each. */
  readonly pipelines: Readonly<Record<string, { readonly stateMachineArn: string; readonly jobs: readonly string[] }>>;
}

/** What a system does at a glance: a row of charts for each of its workloads. */
export class SystemDashboards extends Construct {
  readonly dashboards: readonly CloudwatchDashboard[];

  constructor(scope: Construct, id: string, props: SystemDashboardsProps) {
    super(scope, id);
    const { platform, system } = props;
    const { site } = platform.contract;
    const bodies = systemDashboards({
      region: site.region,
      system,
      services: shownServices(props),
      jobs: shownJobs(props),
    });
    this.dashboards = bodies.map((body, i) => {
      // The first has the name of the system; a second comes and goes without touching it.
      const page = i === 0 ? [] : [String(i + 1)];
      return new CloudwatchDashboard(this, ['Dashboard', ...page].join('-'), {
        dashboardName: resourceName('dashboard', site.name, system, ...page),
        dashboardBody: tfJson(body),
      });
    });
  }
}

function shownServices({ platform, services }: SystemDashboardsProps): ShownService[] {
  const { containerInsights = 'disabled' } = platform.contract.cluster;
  return Object.keys(services)
    .sort()
    .map((name) => {
      const { watched, spec, consumed } = services[name] as MlService;
      const protocols = mapValues(spec.ports, ({ protocol }) => protocol);
      const insights = containerInsights !== 'disabled';
      return { name, watched, protocols, queues: consumed, gpus: spec.gpus, insights };
    });
}

function shownJobs({ jobs, pipelines }: SystemDashboardsProps): ShownJob[] {
  return Object.keys(jobs)
    .sort()
    .map((name) => {
      const own = Object.entries(pipelines).filter(([, pipeline]) => pipeline.jobs.includes(name));
      const arns = Object.fromEntries(own.map(([pipeline, { stateMachineArn }]) => [pipeline, stateMachineArn]));
      return { name, logGroup: (jobs[name] as TrainingJob).resources.logGroup.name, pipelines: arns };
    });
}

import { arn, type Place, partitionOf } from '../naming/arns';
import { resourceName } from '../naming/names';
import { ENVIRONMENT_TAG, TEAM_TAG } from '../naming/tags';
import type { Statement } from './policy';

/** A team, and what it has in an environment. */
export interface TeamScope {
  readonly site: Place & { readonly name: string };
  readonly team: string;
  readonly cluster: { readonly name: string; readonly arn: string };
  /** Key that encrypts shell sessions. */
  readonly sessionKeyArn: string;
  /** Names of its systems. */
  readonly systems: readonly string[];
  /** Queues of training clusters; none where there are none. */
  readonly queueArns: readonly string[];
  /** Share identifiers under which it submits. */
  readonly shares: readonly string[];
}

/**
 * What the people of a team may do: read the logs, saved queries and dashboards of their own workloads, open a shell in them, see what runs, and
 * submit and cancel their own jobs. What is theirs is told by its tags where the action knows tags, and by its name where it does not.
 * Source: Service Authorization Reference of CloudWatch, CloudWatch Logs, ECS, Batch and Systems Manager, 2026-11.
 */
export function teamGrants(scope: TeamScope): Statement[] {
  return [...readsLogs(scope), ...seesWorkloads(scope), ...opensShells(scope), ...runsJobs(scope), ...NO_SESSIONS];
}

const tagged = (key: 'aws:ResourceTag' | 'aws:RequestTag', { site, team }: TeamScope) => ({
  [`${key}/${ENVIRONMENT_TAG}`]: site.name,
  [`${key}/${TEAM_TAG}`]: team,
});

function readsLogs(scope: TeamScope): Statement[] {
  const { site, systems } = scope;
  const streams = systems.map((system) =>
    arn(site, 'logs', `log-group:${resourceName('logGroup', site.name, system)}/*:log-stream:*`),
  );
  const dashboards = systems.flatMap((system) => dashboardNames(site.name, system));
  const boards = `arn:${partitionOf(site.region)}:cloudwatch::${site.account}:dashboard/`;
  return [
    {
      actions: [
        'logs:DescribeLogStreams',
        'logs:FilterLogEvents',
        'logs:GetLogGroupFields',
        'logs:StartLiveTail',
        'logs:StartQuery',
      ],
      resources: [arn(site, 'logs', 'log-group:*')],
      conditions: { StringEquals: tagged('aws:ResourceTag', scope) },
    },
    { actions: ['cloudwatch:DescribeAlarms'], resources: [arn(site, 'cloudwatch', 'alarm:*')] },
    // Streams have no tags.
    ...(streams.length > 0 ? [{ actions: ['logs:GetLogEvents'], resources: streams }] : []),
    ...(dashboards.length > 0
      ? [{ actions: ['cloudwatch:GetDashboard'], resources: dashboards.map((name) => `${boards}${name}`) }]
      : []),
    {
      actions: [
        'cloudwatch:GetMetricData',
        'cloudwatch:ListDashboards',
        'cloudwatch:ListMetrics',
        'logs:DescribeLogGroups',
        'logs:DescribeQueryDefinitions',
        // What a query found is known by its id, which nobody can guess.
        'logs:GetLogRecord',
        'logs:GetQueryResults',
        'logs:StopQuery',
      ],
      resources: ['*'],
    },
  ];
}

/** A dashboard is split where it is full, and its parts are numbered; a pattern would reach into what is called alike. */
function dashboardNames(environment: string, system: string): string[] {
  const parts = ['2', '3', '4', '5'].map((part) => resourceName('dashboard', environment, system, part));
  return [resourceName('dashboard', environment, system), ...parts];
}

function seesWorkloads(scope: TeamScope): Statement[] {
  const { site, cluster, queueArns } = scope;
  const inCluster = { ArnEquals: { 'ecs:cluster': cluster.arn } };
  return [
    { actions: ['ecs:DescribeClusters'], resources: [cluster.arn] },
    { actions: ['ecs:ListServices'], resources: ['*'], conditions: inCluster },
    {
      actions: ['ecs:ListTasks'],
      resources: [arn(site, 'ecs', `container-instance/${cluster.name}/*`)],
      conditions: inCluster,
    },
    {
      actions: [
        'ecs:DescribeServiceDeployments',
        'ecs:DescribeServices',
        'ecs:DescribeTasks',
        'ecs:ListServiceDeployments',
      ],
      resources: ['service', 'service-deployment', 'task'].map((kind) => arn(site, 'ecs', `${kind}/${cluster.name}/*`)),
      conditions: { StringEquals: tagged('aws:ResourceTag', scope) },
    },
    ...(queueArns.length > 0
      ? [
          {
            actions: [
              'batch:DescribeComputeEnvironments',
              'batch:DescribeJobDefinitions',
              'batch:DescribeJobQueues',
              'batch:DescribeJobs',
              'batch:ListJobs',
            ],
            resources: ['*'],
          },
        ]
      : []),
  ];
}

/** The plugin of Session Manager makes the data key of a session itself ("Monitor Amazon ECS containers with ECS Exec", 2026-11). */
function opensShells(scope: TeamScope): Statement[] {
  const { site, cluster, sessionKeyArn } = scope;
  return [
    { actions: ['ecs:ExecuteCommand'], resources: [cluster.arn] },
    {
      actions: ['ecs:ExecuteCommand'],
      resources: [arn(site, 'ecs', `task/${cluster.name}/*`)],
      conditions: { StringEquals: tagged('aws:ResourceTag', scope) },
    },
    { actions: ['kms:GenerateDataKey'], resources: [sessionKeyArn] },
  ];
}

/**
 * A job is its team's by the tags that it is submitted with, and Batch asks for the right to put them on. Nobody may put them on a job that has
 * them already, so nobody makes the job of another team his own. Tags of a definition count where its revision is said (AWS Batch user guide,
 * "Restrict job submission by resource tags on job definition and job queue", 2026-11).
 */
function runsJobs(scope: TeamScope): Statement[] {
  const { site, queueArns, shares } = scope;
  if (queueArns.length === 0) return [];
  const jobs = [arn(site, 'batch', 'job/*')];
  const asOwn = tagged('aws:RequestTag', scope);
  const own = tagged('aws:ResourceTag', scope);
  const share = { StringEqualsIfExists: { 'batch:ShareIdentifier': shares } };
  return [
    { actions: ['batch:SubmitJob'], resources: queueArns, conditions: { StringEquals: asOwn, ...share } },
    {
      actions: ['batch:SubmitJob'],
      resources: [arn(site, 'batch', 'job-definition/*:*')],
      conditions: { StringEquals: { ...own, ...asOwn } },
    },
    {
      actions: ['batch:TagResource'],
      resources: jobs,
      conditions: { StringEquals: asOwn, Null: { [`aws:ResourceTag/${TEAM_TAG}`]: 'true' } },
    },
    { actions: ['batch:CancelJob', 'batch:TerminateJob'], resources: jobs, conditions: { StringEquals: own } },
  ];
}

/**
 * Session Manager opens shells in tasks and hosts past ECS, and so past its audit: not even where another policy of the role allows it
 * (ECS developer guide, "Limiting access to the Start Session action", 2026-11).
 */
const NO_SESSIONS: readonly Statement[] = [
  { effect: 'Deny', actions: ['ssm:ResumeSession', 'ssm:SendCommand', 'ssm:StartSession'], resources: ['*'] },
];

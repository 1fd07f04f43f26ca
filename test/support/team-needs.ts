import type { Asked } from './iam';

const HOME = 'us-east-1:123456789012';
const CLUSTER = '‹aws_ecs_cluster[Foundation/Cluster/Cluster].arn›';
const QUEUE = '‹aws_batch_job_queue[Foundation/Training-gpu/Queue].arn›';
const SESSION_KEY = '‹aws_kms_key[Foundation/LogKey/Key].arn›';
const asks = (action: string, resource: string, context: Asked['context'] = {}): Asked => ({
  action,
  resource,
  context,
});

/** What somebody's thing says of itself, in one environment. */
const of = (team: string, environment = 'prod') => ({
  'aws:ResourceTag/stowage:environment': environment,
  'aws:ResourceTag/stowage:team': team,
});
const as = (team: string, environment = 'prod') => ({
  'aws:RequestTag/stowage:environment': environment,
  'aws:RequestTag/stowage:team': team,
});

const task = (cluster = 'prod') => `arn:aws:ecs:${HOME}:task/${cluster}/0123456789abcdef`;
const logs = (group: string) => `arn:aws:logs:${HOME}:log-group:${group}`;
const job = `arn:aws:batch:${HOME}:job/11111111-2222-4333-8444-555555555555`;
const definition = (name: string, revision = ':7') => `arn:aws:batch:${HOME}:job-definition/${name}${revision}`;
const board = (name: string) => `arn:aws:cloudwatch::123456789012:dashboard/${name}`;

/** What the people of one team need for their own, and what is not theirs. @param share what AWS Batch calls the share of the team */
export function teamNeeds(team: string, other: string, share: string) {
  const cluster = { 'ecs:cluster': CLUSTER };
  const own = definition(`prod--${team}--fit`);
  return {
    role: `prod-foundation Teams/${team}/Role`,
    must: [
      asks('ecs:ExecuteCommand', CLUSTER),
      asks('ecs:ExecuteCommand', task(), of(team)),
      asks('kms:GenerateDataKey', SESSION_KEY),
      asks('ecs:DescribeTasks', task(), of(team)),
      asks('ecs:DescribeServices', `arn:aws:ecs:${HOME}:service/prod/${team}-x`, of(team)),
      asks('ecs:ListTasks', `arn:aws:ecs:${HOME}:container-instance/prod/1`, cluster),
      asks('ecs:ListServices', '*', cluster),
      asks('logs:FilterLogEvents', logs(`/prod/${team}/x:*`), of(team)),
      asks('logs:StartQuery', logs(`/prod/${team}/x:*`), of(team)),
      asks('logs:StartLiveTail', logs(`/prod/${team}/x`), of(team)),
      asks('logs:GetQueryResults', '*'),
      asks('cloudwatch:DescribeAlarms', `arn:aws:cloudwatch:${HOME}:alarm:prod--${team}--errors`),
      asks('logs:GetLogEvents', logs(`/prod/${team}/x:log-stream:web/1`)),
      asks('logs:DescribeQueryDefinitions', '*'),
      asks('cloudwatch:GetDashboard', board(`prod-${team}`)),
      asks('cloudwatch:GetDashboard', board(`prod-${team}-2`)),
      asks('cloudwatch:GetMetricData', '*'),
      asks('batch:SubmitJob', own, { ...of(team), ...as(team) }),
      asks('batch:SubmitJob', QUEUE, { ...as(team), 'batch:ShareIdentifier': share }),
      asks('batch:TagResource', job, as(team)),
      asks('batch:CancelJob', job, of(team)),
      asks('batch:TerminateJob', job, of(team)),
      asks('batch:DescribeJobs', '*'),
    ],
    mustNot: [
      // Shells of others, of nobody, of another environment; and past ECS.
      asks('ecs:ExecuteCommand', task(), of(other)),
      asks('ecs:ExecuteCommand', task()),
      asks('ecs:ExecuteCommand', task(), { 'aws:ResourceTag/stowage:team': team }),
      asks('ecs:ExecuteCommand', task('dev'), of(team, 'dev')),
      asks('ecs:ExecuteCommand', `arn:aws:ecs:${HOME}:cluster/dev`),
      asks('ssm:StartSession', task(), of(team)),
      asks('ssm:StartSession', `arn:aws:ec2:${HOME}:instance/i-1`, of(team)),
      asks('ssm:SendCommand', `arn:aws:ec2:${HOME}:instance/i-1`, of(team)),
      asks('ssm:ResumeSession', `arn:aws:ssm:${HOME}:session/anna-1`),
      asks('kms:Decrypt', SESSION_KEY),
      // Logs and dashboards of others.
      asks('logs:FilterLogEvents', logs(`/prod/${other}/x:*`), of(other)),
      asks('logs:StartQuery', logs(`/prod/${other}/x:*`), of(other)),
      asks('logs:FilterLogEvents', logs('/prod/exec:*')),
      asks('logs:GetLogEvents', logs(`/prod/${other}/x:log-stream:web/1`)),
      asks('logs:GetLogEvents', logs(`/prod/${team}2/x:log-stream:web/1`)),
      asks('logs:GetLogEvents', logs('/prod/exec:log-stream:1')),
      asks('logs:GetLogEvents', logs(`/dev/${team}/x:log-stream:web/1`)),
      asks('cloudwatch:GetDashboard', board(`prod-${other}`)),
      asks('cloudwatch:GetDashboard', board(`prod-${team}--x`)),
      // Jobs of others, and with what is not theirs.
      asks('batch:SubmitJob', definition(`prod--${other}--fit`), { ...of(other), ...as(team) }),
      asks('batch:SubmitJob', own, of(team)),
      asks('batch:SubmitJob', own, { ...of(team), ...as(other) }),
      asks('batch:SubmitJob', definition(`prod--${team}--fit`, ''), { ...of(team), ...as(team) }),
      asks('batch:SubmitJob', QUEUE, { ...as(team), 'batch:ShareIdentifier': 'somebodyZ' }),
      asks('batch:SubmitJob', `arn:aws:batch:${HOME}:job-queue/other`, as(team)),
      asks('batch:CancelJob', job, of(other)),
      asks('batch:TerminateJob', job, of(other)),
      asks('batch:TerminateJob', job),
      asks('batch:TerminateJob', job, of(team, 'dev')),
      asks('batch:RegisterJobDefinition', own, as(team)),
      // Tags, to make theirs what is not.
      asks('batch:TagResource', job, { ...of(other), ...as(team) }),
      asks('batch:TagResource', own, as(team)),
      asks('batch:UntagResource', job, of(other)),
      asks('ecs:TagResource', task(), as(team)),
      asks('ecs:TagResource', task(), { ...of(other), ...as(team) }),
      asks('logs:TagResource', logs(`/prod/${other}/x`), as(team)),
      asks('logs:TagLogGroup', logs(`/prod/${other}/x`), as(team)),
      // Nothing else, not even with their own.
      asks('ecs:RunTask', `arn:aws:ecs:${HOME}:task-definition/prod--${team}--x:1`, of(team)),
      asks('ecs:StopTask', task(), of(team)),
      asks('ecs:UpdateService', `arn:aws:ecs:${HOME}:service/prod/${team}-x`, of(team)),
      asks('logs:DeleteLogGroup', logs(`/prod/${team}/x`), of(team)),
      asks('logs:PutLogEvents', logs(`/prod/${team}/x:log-stream:web/1`), of(team)),
      asks('iam:PassRole', `arn:aws:iam::123456789012:role/prod--${team}--x--task`),
    ],
  };
}

import { arn, type Place } from '../naming/arns';
import { resourceName } from '../naming/names';
import type { Statement } from './policy';

/** Name of the log group that records every shell opened in an environment. */
export function execLogName(environment: string): string {
  return resourceName('logGroup', environment, 'exec');
}

/**
 * What a task's own role needs so that a shell can be opened in it: channels to Session Manager, the key that encrypts the session, and
 * the log that records it. Source: ECS developer guide, "Monitor Amazon ECS containers with ECS Exec", 2026-11.
 */
export function execGrants(site: Place & { readonly name: string }, keyArn: string): Statement[] {
  return [
    {
      actions: [
        'ssmmessages:CreateControlChannel',
        'ssmmessages:CreateDataChannel',
        'ssmmessages:OpenControlChannel',
        'ssmmessages:OpenDataChannel',
      ],
      resources: ['*'],
    },
    { actions: ['kms:Decrypt'], resources: [keyArn] },
    { actions: ['logs:DescribeLogGroups'], resources: [arn(site, 'logs', 'log-group:*')] },
    {
      actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      resources: [arn(site, 'logs', `log-group:${execLogName(site.name)}:*`)],
    },
  ];
}

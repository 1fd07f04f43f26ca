import { resourceName } from '../naming/names';
import { MAIN } from '../task/writable-paths';
import { failureLogName } from './failure-log';

interface Debugged {
  readonly environment: string;
  readonly region: string;
  /** Name of the cluster. */
  readonly cluster: string;
  readonly system: string;
  /** Name of the service in its system. */
  readonly service: string;
  /** Numbers of its ports, by name. */
  readonly ports: Readonly<Record<string, number>>;
}

/** What finds out what is wrong with a service, by what it is for. Each can be pasted into a shell that has the AWS CLI. */
export interface DebugCommands {
  /** A shell in a replica that runs; needs the plugin of Session Manager. */
  readonly exec: string;
  /** What replicas say, as they say it. */
  readonly tail: string;
  /** What failed of it within a day. */
  readonly failures: string;
  /** A port of a replica as one of this machine, by the name of the port. It goes past the audit of shells, so roles of teams may not. */
  readonly portForward: Readonly<Record<string, string>>;
}

/**
 * The commands that a person on call needs of one service. A target of Session Manager is `ecs:<cluster>_<task>_<runtime id>` (AWS Systems Manager
 * user guide, "Start a session"; Amazon ECS developer guide, "Using ECS Exec", 2026-11).
 */
export function debugCommands({ environment, region, cluster, system, service, ports }: Debugged): DebugCommands {
  const name = resourceName('service', system, service);
  const at = `--region ${region} --cluster ${cluster}`;
  const task = `$(aws ecs list-tasks ${at} --service-name ${name} --desired-status RUNNING --query 'taskArns[0]' --output text)`;
  const target = `task=${task} && id=$(aws ecs describe-tasks ${at} --tasks "$task" --query "tasks[0].containers[?name=='${MAIN}'].runtimeId | [0]" --output text)`;
  return {
    exec: `aws ecs execute-command ${at} --task "${task}" --container ${MAIN} --interactive --command /bin/sh`,
    tail: `aws logs tail ${resourceName('logGroup', environment, system, service)} --region ${region} --since 10m --follow`,
    failures: `aws logs tail ${failureLogName(environment)} --region ${region} --since 1d --filter-pattern '"${name}"'`,
    portForward: Object.fromEntries(
      Object.entries(ports).map(([port, number]) => {
        const parameters = `'{"portNumber":["${number}"],"localPortNumber":["${number}"]}'`;
        const session = `aws ssm start-session --region ${region} --target "ecs:${cluster}_$(basename "$task")_$id"`;
        return [
          port,
          `${target} && ${session} --document-name AWS-StartPortForwardingSession --parameters ${parameters}`,
        ];
      }),
    ),
  };
}

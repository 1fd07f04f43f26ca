import { isDeepStrictEqual } from 'node:util';
import { changeBackupTags, keepBackupTags, sayBackupTags } from './emulator-backups';
import { keepBatch, sayBatch } from './emulator-batch';
import { keepFunctionLogging, sayFunctionLogging } from './emulator-functions';
import { keepGroup, sayGroups, unsayHookTargets } from './emulator-groups';
import type { EmulatorMemory, Exchange, Said } from './emulator-memory';
import { queryDefinitions } from './emulator-queries';
import { keepQueueAttributes, sayQueueAttributes } from './emulator-queues';

type Json = Record<string, unknown>;
type Patch = (memory: EmulatorMemory, exchange: Exchange) => Said;

/**
 * The whole of what is changed between the provider and moto (5.2), by signing name and operation. Each entry is there because without it
 * a second plan is not empty, or the provider retries for minutes. When moto learns one, `filled` stops counting it: delete it then.
 */
export const emulatorPatches: Readonly<Record<string, Patch>> = {
  'ecs.CreateService': services,
  'ecs.UpdateService': services,
  'ecs.DescribeServices': services,
  'ecs.DeleteService': services,
  'ec2.AuthorizeSecurityGroupIngress': keepRuleDescription,
  'ec2.AuthorizeSecurityGroupEgress': keepRuleDescription,
  'ec2.ModifySecurityGroupRules': keepRuleDescription,
  'ec2.DescribeSecurityGroupRules': sayRuleDescriptions,
  'ec2.DescribeLaunchTemplateVersions': unsayTemplateTags,
  'autoscaling.CreateAutoScalingGroup': keepGroup,
  'autoscaling.UpdateAutoScalingGroup': keepGroup,
  'autoscaling.DescribeAutoScalingGroups': sayGroups,
  'autoscaling.DescribeLifecycleHooks': unsayHookTargets,
  'autoscaling.StartInstanceRefresh': startRefresh,
  'application-autoscaling.RegisterScalableTarget': keepTargetTags,
  'application-autoscaling.TagResource': tagTarget,
  'application-autoscaling.UntagResource': untagTarget,
  'application-autoscaling.ListTagsForResource': listTargetTags,
  'sqs.CreateQueue': keepQueueAttributes,
  'sqs.SetQueueAttributes': keepQueueAttributes,
  'sqs.GetQueueAttributes': sayQueueAttributes,
  'lambda.CreateFunction': keepFunctionLogging,
  'lambda.UpdateFunctionConfiguration': keepFunctionLogging,
  'lambda.GetFunction': sayFunctionLogging,
  'backup.CreateBackupVault': keepBackupTags,
  'backup.CreateBackupPlan': keepBackupTags,
  'backup.TagResource': changeBackupTags,
  'backup.UntagResource': changeBackupTags,
  'backup.ListTags': sayBackupTags,
  'batch.CreateComputeEnvironment': keepBatch,
  'batch.UpdateComputeEnvironment': keepBatch,
  'batch.DescribeComputeEnvironments': sayBatch,
  'batch.CreateJobQueue': keepBatch,
  'batch.UpdateJobQueue': keepBatch,
  'batch.DescribeJobQueues': sayBatch,
  'elasticfilesystem.DeleteFileSystemPolicy': dropPolicy,
  'logs.PutQueryDefinition': queryDefinitions,
  'logs.DescribeQueryDefinitions': queryDefinitions,
  'logs.DeleteQueryDefinition': queryDefinitions,
  'states.ListStateMachineVersions': listVersions,
  'states.ValidateStateMachineDefinition': validateMachine,
};

/** The provider asks at each plan whether a state machine is well formed; moto cannot say. */
function validateMachine(memory: EmulatorMemory, { request }: Exchange): Said {
  const { definition } = JSON.parse(request) as { definition: string };
  memory.note('states.ValidateStateMachineDefinition', String((JSON.parse(definition) as Json).Comment));
  return { status: 200, body: JSON.stringify({ result: 'OK', diagnostics: [] }) };
}

/** Nothing here publishes a version. */
function listVersions(memory: EmulatorMemory, { request }: Exchange): Said {
  memory.note('states.ListStateMachineVersions', (JSON.parse(request) as { stateMachineArn: string }).stateMachineArn);
  return { status: 200, body: JSON.stringify({ stateMachineVersions: [] }) };
}

/** What moto does not keep of an ECS service. Without `capacityProviderStrategy` the provider plans a replacement. */
const SERVICE_FIELDS = [
  'availabilityZoneRebalancing',
  'capacityProviderStrategy',
  'deploymentConfiguration',
  'enableECSManagedTags',
  'enableExecuteCommand',
  'healthCheckGracePeriodSeconds',
  'placementConstraints',
  'placementStrategy',
];
/** AWS answers these on the deployments of a service. */
const DEPLOYMENT_FIELDS = ['capacityProviderStrategy', 'serviceConnectConfiguration', 'volumeConfigurations'];

function services(memory: EmulatorMemory, { action, request, status, body }: Exchange): Said {
  if (status !== 200) return { status, body };
  const reply = JSON.parse(body) as { service?: Json; services?: Json[] };
  if (reply.service && action !== 'DeleteService') {
    const arn = String(reply.service.serviceArn);
    const before = action === 'UpdateService' ? memory.services.get(arn) : undefined;
    memory.services.set(arn, { ...before, ...(JSON.parse(request) as Json) });
  }
  for (const service of reply.services ?? (reply.service ? [reply.service] : [])) sayService(memory, service);
  return { status, body: JSON.stringify(reply) };
}

function sayService(memory: EmulatorMemory, service: Json): void {
  const arn = String(service.serviceArn);
  const written = memory.services.get(arn) ?? {};
  const say = (target: Json, fields: readonly string[], prefix: string) => {
    for (const field of fields) {
      if (written[field] === undefined) continue;
      // Nobody writes it for a daemon, and AWS answers the only number that a daemon can have.
      const isDaemon = field === 'deploymentConfiguration' && written.schedulingStrategy === 'DAEMON';
      const whole = isDaemon ? { maximumPercent: 100, ...(written[field] as Json) } : written[field];
      if (isDeepStrictEqual(target[field], whole)) continue;
      target[field] = whole;
      memory.note(`${prefix}.${field}`, arn);
    }
    // moto answers EC2 when no launch type was asked for; AWS answers the strategy instead of a launch type.
    if ((target.capacityProviderStrategy as unknown[] | undefined)?.length) delete target.launchType;
  };
  say(service, SERVICE_FIELDS, 'ecs.service');
  if (memory.running.has(String(service.serviceName)) && service.runningCount !== service.desiredCount) {
    service.runningCount = service.desiredCount;
    memory.note('ecs.service.runningCount', arn);
  }
  for (const deployment of (service.deployments ?? []) as Json[]) say(deployment, DEPLOYMENT_FIELDS, 'ecs.deployment');
}

/** moto keeps the description of a rule about addresses, not of one about another group. */
function keepRuleDescription(memory: EmulatorMemory, { request, status, body }: Exchange): Said {
  const fields = [...new URLSearchParams(request)];
  const descriptions = fields.filter(([key]) => key.endsWith('.Description')).map(([, text]) => text);
  const changed = fields.filter(([key]) => key.endsWith('.SecurityGroupRuleId')).map(([, id]) => id);
  const made = [...body.matchAll(/<securityGroupRuleId>([^<]+)</g)].map(([, id]) => id);
  const [[id, ...otherRules], [text, ...otherTexts]] = [[...changed, ...made], descriptions];
  // The provider writes one rule a call; with more, which description is whose would be a guess.
  const isSure = otherRules.length + otherTexts.length === 0;
  if (status === 200 && isSure && id !== undefined && text !== undefined) memory.ruleDescriptions.set(id, text);
  return { status, body };
}

function sayRuleDescriptions(memory: EmulatorMemory, { status, body }: Exchange): Said {
  const [head = '', ...rules] = body.split(/(?=<securityGroupRuleId>)/);
  const said = rules.map((rule) => {
    const id = /^<securityGroupRuleId>([^<]+)</.exec(rule)?.[1] ?? '';
    const text = memory.ruleDescriptions.get(id);
    if (text === undefined || rule.includes('<description>')) return rule;
    memory.note('ec2.securityGroupRule.description', id);
    return `<description>${escapeXml(text)}</description>${rule}`;
  });
  return { status, body: head + said.join('') };
}

const TEMPLATE_TAGS = /<item><resourceType>launch-template<\/resourceType><tagSet(?:\/>|>.*?<\/tagSet>)<\/item>/gs;

/** moto reads the tags of the template itself back as tags for what it launches; to AWS `launch-template` is no such thing. */
function unsayTemplateTags(memory: EmulatorMemory, { status, body }: Exchange): Said {
  const [head = '', ...versions] = body.split(/(?=<launchTemplateId>)/);
  const said = versions.map((version) => {
    const left = version.replace(TEMPLATE_TAGS, '');
    const id = /^<launchTemplateId>([^<]+)</.exec(version)?.[1] ?? '';
    if (left !== version) memory.note('ec2.launchTemplate.tagSpecifications', id);
    return left;
  });
  return { status, body: head + said.join('') };
}

/** moto has no instance refresh, and no instances to refresh; the provider asks for one whenever a launch template changes, and does not wait. */
function startRefresh(memory: EmulatorMemory, { request }: Exchange): Said {
  memory.note('autoscaling.StartInstanceRefresh', new URLSearchParams(request).get('AutoScalingGroupName') ?? '');
  const result =
    '<StartInstanceRefreshResult><InstanceRefreshId>emulated</InstanceRefreshId></StartInstanceRefreshResult>';
  const body = `<StartInstanceRefreshResponse xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/">${result}</StartInstanceRefreshResponse>`;
  return { status: 200, body };
}

interface TagRequest {
  readonly ResourceARN: string;
  readonly Tags?: Record<string, string>;
  readonly TagKeys?: readonly string[];
}

function keepTargetTags(memory: EmulatorMemory, { request, status, body }: Exchange): Said {
  if (status !== 200) return { status, body };
  const { ScalableTargetARN: arn } = JSON.parse(body) as { ScalableTargetARN: string };
  addTags(memory, { ...(JSON.parse(request) as TagRequest), ResourceARN: arn });
  return { status, body };
}

function tagTarget(memory: EmulatorMemory, { request }: Exchange): Said {
  const asked = JSON.parse(request) as TagRequest;
  addTags(memory, asked);
  memory.note('application-autoscaling.TagResource', asked.ResourceARN);
  return { status: 200, body: '{}' };
}

function untagTarget(memory: EmulatorMemory, { request }: Exchange): Said {
  const { ResourceARN: arn, TagKeys = [] } = JSON.parse(request) as TagRequest;
  const left = Object.entries(memory.targetTags.get(arn) ?? {}).filter(([key]) => !TagKeys.includes(key));
  memory.targetTags.set(arn, Object.fromEntries(left));
  memory.note('application-autoscaling.UntagResource', arn);
  return { status: 200, body: '{}' };
}

function listTargetTags(memory: EmulatorMemory, { request }: Exchange): Said {
  const { ResourceARN: arn } = JSON.parse(request) as TagRequest;
  memory.note('application-autoscaling.ListTagsForResource', arn);
  return { status: 200, body: JSON.stringify({ Tags: memory.targetTags.get(arn) ?? {} }) };
}

function addTags(memory: EmulatorMemory, { ResourceARN: arn, Tags = {} }: TagRequest): void {
  memory.targetTags.set(arn, { ...memory.targetTags.get(arn), ...Tags });
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** moto can write the policy of a file system, and not delete it; the file system, which goes next, takes it along. */
function dropPolicy(memory: EmulatorMemory, { status, body, action }: Exchange): Said {
  if (status < 400) return { status, body };
  memory.note(`elasticfilesystem.${action}`, 'policy');
  return { status: 200, body: '' };
}

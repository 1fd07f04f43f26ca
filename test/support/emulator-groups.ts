import type { EmulatorMemory, Exchange, Said } from './emulator-memory';

/** What moto does not keep of an auto scaling group, as AWS answers it. */
interface ForgottenOfGroup {
  readonly warmupSeconds?: string;
  /** Fewest and most percent of its hosts while some are replaced. */
  readonly healthy?: readonly [least: string, most: string];
}

/** The same for whatever was written of a group, the latest on top. */
export type ForgottenOfGroups = Map<string, ForgottenOfGroup>;

export function keepGroup(memory: EmulatorMemory, { request, status, body }: Exchange): Said {
  const asked = new URLSearchParams(request);
  const name = asked.get('AutoScalingGroupName') ?? '';
  const warmupSeconds = asked.get('DefaultInstanceWarmup');
  const least = asked.get('InstanceMaintenancePolicy.MinHealthyPercentage');
  const most = asked.get('InstanceMaintenancePolicy.MaxHealthyPercentage');
  const said: ForgottenOfGroup = {
    ...(warmupSeconds !== null && { warmupSeconds }),
    ...(least !== null && most !== null && { healthy: [least, most] as const }),
  };
  if (status === 200) memory.groups.set(name, { ...memory.groups.get(name), ...said });
  return { status, body };
}

export function sayGroups(memory: EmulatorMemory, { status, body }: Exchange): Said {
  const said = body.replace(
    /<AutoScalingGroupName>([^<]*)<\/AutoScalingGroupName>(?=<AutoScalingGroupARN>)/g,
    (element, name) => element + forgotten(memory, name, body),
  );
  return { status, body: said };
}

function forgotten(memory: EmulatorMemory, name: string, body: string): string {
  const { warmupSeconds, healthy } = memory.groups.get(name) ?? {};
  const say = (field: string, element: string, text: string): string => {
    if (body.includes(`<${element}>`)) return '';
    memory.note(`autoscaling.group.${field}`, name);
    return `<${element}>${text}</${element}>`;
  };
  const [least, most] = healthy ?? [];
  const policy = `<MinHealthyPercentage>${least}</MinHealthyPercentage><MaxHealthyPercentage>${most}</MaxHealthyPercentage>`;
  return [
    warmupSeconds === undefined ? '' : say('defaultInstanceWarmup', 'DefaultInstanceWarmup', warmupSeconds),
    healthy === undefined ? '' : say('instanceMaintenancePolicy', 'InstanceMaintenancePolicy', policy),
  ].join('');
}

const HOOK_TARGETS = /<(NotificationTargetARN|RoleARN)>[^<]*<\/\1>/g;

/** moto says of every lifecycle hook that it notifies the same queue with the same role. */
export function unsayHookTargets(memory: EmulatorMemory, { status, body }: Exchange): Said {
  const left = body.replace(HOOK_TARGETS, '');
  const group = /<AutoScalingGroupName>([^<]*)</.exec(body)?.[1] ?? '';
  if (left !== body) memory.note('autoscaling.lifecycleHook.notificationTargetArn', group);
  return { status, body: left };
}

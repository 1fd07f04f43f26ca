import { TerraformOutput, type TerraformStack } from 'cdktf';
import { Backups, Queue, SharedVolume } from '../constructs/aws';
import { dataAlarm } from '../constructs/aws/data-alarm';
import { isSettled } from '../src/rules/settle';
import type { ContractNetwork } from '../src/spec/contract';
import { dataContractOf } from '../src/spec/data-contract';
import { mapValues } from '../src/spec/map-values';
import { own } from '../src/spec/own';
import { valueAt } from '../src/spec/parse';
import type { Site } from '../src/spec/site';
import { keptName, type SystemSpec } from '../src/spec/system';
import type { VolumeSpec } from '../src/spec/volume';
import { subPathsOf } from '../src/storage/access-points';
import { backupArns, backupPlans } from '../src/storage/backups';
import { isKept } from '../src/storage/capabilities';
import { volumeMetricName } from '../src/storage/host-program';
import { volumeAlarms } from '../src/storage/volume-alarms';

/** Name of the output that carries what a system publishes of its volumes. */
export const VOLUMES_OUTPUT = 'volumes';

/** Builds what a system remembers, apart from what it computes: destroying its services touches none of it. The network is asked for only where there are volumes. */
export function renderData(
  stack: TerraformStack,
  system: SystemSpec,
  site: Site,
  networkOf: () => ContractNetwork,
): void {
  mapValues(
    system.queues,
    (queue, name) => new Queue(stack, `Queue-${name}`, { site, system: keptName(system), name, ...queue }),
  );
  const kept = Object.keys(system.volumes).filter((name) => isKept(system.volumes[name] as VolumeSpec));
  if (kept.length === 0) return;
  const network = networkOf();
  const volumes = Object.fromEntries(
    kept.sort().map((name) => {
      const spec = system.volumes[name] as VolumeSpec;
      const member = isSettled(system) ? own(system.members.volumes, name) : undefined;
      const at = { site, network, system: keptName(system), name, subPaths: subPathsOf(system, name) };
      return [name, new SharedVolume(stack, `Volume-${name}`, { ...at, ...(member && { member }), ...spec })];
    }),
  );
  for (const [name, { spec, published }] of Object.entries(volumes))
    for (const alarm of volumeAlarms(name, spec, published, volumeMetricName(site, keptName(system), name)))
      dataAlarm(stack, `Alarm-${alarm.key}`, { site, system: keptName(system), alarm });
  const plans = backupPlans(system).map(({ key, backups, volumes: names }) => {
    const arns = names.flatMap((name) => backupArns((volumes[name] as SharedVolume).published));
    return [key, { backups, arns }] as const;
  });
  if (plans.length > 0)
    new Backups(stack, 'Backups', { site, system: keptName(system), plans: Object.fromEntries(plans) });
  const output = new TerraformOutput(stack, 'Volumes', {
    value: dataContractOf(system, ([, name = '', ...path]) => valueAt(volumes[name]?.published, path) as string),
    description: 'What must be known of its volumes to mount them',
  });
  output.overrideLogicalId(VOLUMES_OUTPUT);
}

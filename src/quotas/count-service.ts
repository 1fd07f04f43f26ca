import { egressRules } from '../network/egress-rules';
import { alarmCount } from '../rollout/alarm-count';
import { needsShiftRole } from '../rollout/strategy';
import { scalingCounts } from '../scaling/scaling-counts';
import { metricsLogName } from '../task/collector';
import { withOwnSidecars } from '../task/own-sidecars';
import { SAVED_QUERIES } from '../watch/saved-queries';
import { type Attached, countAttachments } from './count-attachments';
import { pathOf, serviceGroup, task } from './count-edges';
import { direction, type Item, shared } from './item';
import { replicaCounts } from './replica-counts';

/** What a service has of everything that is bounded, but for the rules between it and other services. */
export function countService(attached: Attached): Item[] {
  const { service, spec, fieldOf } = attached;
  const by = fieldOf(service);
  const { min, max } = replicaCounts(spec, attached.contract);
  const scaling = scalingCounts(spec);
  const own = pathOf(service);
  const tasks = spec.beforeDeploy.length > 0;
  const { system } = service;
  const metricsLog = metricsLogName(spec, {
    environment: attached.contract.site.name,
    system,
    service: service.service,
  });
  return [
    ...shared(by, {
      servicesPerCluster: 1,
      // What its processes may do, what starts them, what moves requests between its target groups, and what calls and runs its tasks.
      rolesPerAccount: 2 + (needsShiftRole(spec) ? 1 : 0) + (tasks ? 2 : 0),
      logGroupsPerRegion: (tasks ? 2 : 1) + (metricsLog ? 1 : 0),
      savedQueriesPerRegion: SAVED_QUERIES.service,
      securityGroupsPerRegion: 1,
      scalableTargetsPerRegion: scaling.targets,
      // One of them that its replicas fail again and again.
      alarmsPerRegion: 1 + scaling.alarms + alarmCount(spec, { ...attached, system: service.system }),
    }),
    ...shared(`${by}.replicas`, { networkInterfacesPerRegion: min }),
    { quota: 'scalingPoliciesPerTarget', of: own, by: `${by}.scaling`, count: scaling.policies },
    { quota: 'scheduledActionsPerTarget', of: own, by: `${by}.scaling.schedules`, count: scaling.schedules },
    {
      quota: 'containersPerTaskDefinition',
      of: own,
      by,
      count: 1 + Object.keys(withOwnSidecars(spec).sidecars).length + spec.init.length,
    },
    {
      quota: 'instancesPerDiscoveryService',
      of: own,
      by: `${by}.replicas`,
      count: Object.keys(spec.ports).length > 0 ? max : 0,
    },
    { quota: 'securityGroupsPerTask', of: task(service), by, count: 1 },
    {
      quota: 'rulesPerSecurityGroup',
      of: serviceGroup(service, 'out'),
      by: `${by}.egress`,
      count: egressRules(spec, attached.contract.network).length,
    },
    ...countClientGroup(attached),
    ...countAttachments(attached),
  ];
}

/** The group that its callers carry, with one rule for each port on either side. */
function countClientGroup({ service, spec, fieldOf }: Attached): Item[] {
  if (spec.clientGroup === 'off') return [];
  const by = `${fieldOf(service)}.clientGroup`;
  const count = Object.keys(spec.ports).length;
  const clients = direction(`the clients of ${pathOf(service)}`, 'out');
  return [
    ...shared(by, { securityGroupsPerRegion: 1 }),
    { quota: 'rulesPerSecurityGroup', of: serviceGroup(service, 'in'), by, count },
    { quota: 'rulesPerSecurityGroup', of: clients, by, count },
  ];
}

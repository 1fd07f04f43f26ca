import { asked, METRIC_CATALOG } from '../catalog/metrics';
import type { Statement } from '../identity/policy';
import type { ToldAlarm } from '../rollout/told-alarm';
import type { FleetSpec } from '../spec/fleet';

/** A host that is fuller than this has no room for the next images, percent. */
const FULL_PERCENT = 85;

/** Minutes beside its warm-up after which a host that was asked for is late. */
const LATE_MINUTES = 15;

interface WatchedFleet {
  readonly environment: string;
  /** Name of the fleet. */
  readonly name: string;
  readonly cluster: string;
  readonly capacityProvider: string;
}

/** By what hosts of a fleet measure themselves. */
export function fleetKey({ environment, name }: Pick<WatchedFleet, 'environment' | 'name'>): string {
  return `${environment}/${name}`;
}

/**
 * What people are told of a fleet. ECS wants more hosts than there are for as long as a task has no room: that ends when hosts come, and lasts where the
 * fleet has its most, where AWS has none of its types, or where no host would be large enough.
 */
export function fleetAlarms({ warmupSeconds }: Pick<FleetSpec, 'warmupSeconds'>, fleet: WatchedFleet): ToldAlarm[] {
  const { name, cluster, capacityProvider } = fleet;
  const minutes = LATE_MINUTES + Math.ceil(warmupSeconds / 60);
  return [
    {
      key: 'no-room',
      says: `Fleet ${name} has had no room for some task for ${minutes} minutes: it has its maxHosts, or AWS has no such hosts`,
      when: 'above',
      threshold: 100,
      times: minutes,
      periodSeconds: 60,
      queries: [
        asked('wanted', 'capacityWanted', 'Minimum', { CapacityProviderName: capacityProvider, ClusterName: cluster }),
      ],
    },
    {
      key: 'disk',
      says: `A disk of a host of fleet ${name} is nearly full: raise its rootGiB, or look for what writes there`,
      when: 'above',
      threshold: FULL_PERCENT,
      times: 2,
      periodSeconds: 300,
      queries: [asked('used', 'diskUsed', 'Maximum', { Fleet: fleetKey(fleet) })],
    },
  ];
}

/** How many alarms a fleet has. */
export const FLEET_ALARMS = 2;

/** Lets hosts say how full their disks are, and nothing else. */
export function hostWatchGrant(): Statement {
  return {
    actions: ['cloudwatch:PutMetricData'],
    resources: ['*'],
    conditions: { StringEquals: { 'cloudwatch:namespace': METRIC_CATALOG.rows.diskUsed.namespace } },
  };
}

import type { Problem } from '../errors';
import { checkConstraints } from '../placement/decide-placement';
import { rolloutPercents } from '../rollout/strategy';
import { checkRollout } from '../sizing/rollout';
import { checkTaskFits } from '../sizing/task-fit';
import { checkFleetHolds } from '../sizing/tasks-per-host';
import type { Contract } from '../spec/contract';
import { isDaemon, replicaBounds, type ServiceSpec } from '../spec/service';
import { checkDaemon } from './check-daemon';
import { fleetOf } from './choose';
import { daemonDemands } from './daemons';
import { fleetUnder, hasOwnHosts, type Volumes } from './own-hosts';
import { placedTask } from './placed-task';
import { unknownName } from './unknown-name';

/**
 * Replicas that ECS would leave pending for ever, or rollouts that could never progress. Fields are those of the service. `others` are
 * services that may be on the same hosts, as far as they are known: the daemons among them take room on each host of a fleet.
 */
export function checkPlacement(
  service: ServiceSpec,
  contract: Contract,
  { others = [], volumes = {} }: { readonly others?: readonly ServiceSpec[]; readonly volumes?: Volumes } = {},
): Problem[] {
  const { min, max } = replicaBounds(service.replicas);
  if (min > max)
    return [
      { code: 'MinAboveMax', field: 'replicas.min', problem: `is ${min} but max is ${max}`, fix: `use ${max} or less` },
    ];
  const rollout = { replicas: Math.max(1, min), ...rolloutPercents(service.rollout) };
  const name = fleetOf(service, contract);
  const found = fleetUnder(service, volumes, contract);
  const daemon = isDaemon(service);
  const progress = daemon || (min === 0 && max === 0) ? [] : checkRollout({ ...rollout, field: 'rollout' });
  if (found === undefined)
    return [
      ...progress,
      unknownName('UnknownFleet', 'fleet', 'fleet of this platform', name, Object.keys(contract.fleets)),
    ];
  const placed = placedTask(
    service,
    name,
    found,
    hasOwnHosts(service, volumes) ? [] : daemonDemands(others, name, contract),
  );
  return [
    ...progress,
    ...unprefixed(checkTaskFits(placed.task, placed.fleet, '')),
    ...(daemon
      ? checkDaemon(service)
      : [...unprefixed(checkFleetHolds({ ...placed, field: '' })), ...checkConstraints(service.placement, placed)]),
    ...checkStop(service, name, found.spot),
  ];
}

/** A host that is taken back gives two minutes (EC2 user guide, "Spot Instance interruption notices", 2026-11). */
const SPOT_NOTICE_SECONDS = 120;

function checkStop({ stopSeconds }: ServiceSpec, fleet: string, spot: boolean): Problem[] {
  if (!spot || 2 * stopSeconds <= SPOT_NOTICE_SECONDS) return [];
  return [
    {
      code: 'StopTooLongForSpot',
      field: 'stopSeconds',
      problem: `is ${stopSeconds}, once at the gateway and once after the stop signal, but spot hosts of fleet '${fleet}' are gone after ${SPOT_NOTICE_SECONDS}`,
      fix: `use ${SPOT_NOTICE_SECONDS / 2} or less, or a fleet without spot hosts`,
    },
  ];
}

function unprefixed(problems: readonly Problem[]): Problem[] {
  return problems.map((p) => ({ ...p, field: p.field.replace(/^\./, '') }));
}

import { wildcards } from '../identity/wildcards';
import { opensForShell } from '../network/egress-rules';
import { decideConstraint } from '../placement/decide-constraint';
import { rolloutPercents } from '../rollout/strategy';
import { fleetOf } from '../rules/choose';
import { placedTask } from '../rules/placed-task';
import { withWaysOut } from '../rules/ways-out';
import type { Contract, ContractFleet } from '../spec/contract';
import { contractOf, gatewayClients } from '../spec/contract-of';
import type { EnvironmentSpec } from '../spec/environment';
import { replicaBounds, type ServiceSpec } from '../spec/service';
import type { SystemSpec } from '../spec/system';
import type { VolumeSpec } from '../spec/volume';
import { notOffered } from '../storage/backups';
import { destinationOf } from './destination';

/** Something that is less safe, less certain or more open than the default, where it is said, and the reason that was given. */
export interface Exception {
  /** As the user wrote it: `ads.services.bidder.acknowledge.RootUser`. */
  readonly field: string;
  readonly what: string;
  /** Absent where the spec asks for none. */
  readonly why?: string;
}

/** Everything that a reviewer should know to be deliberate: what was acknowledged, opened, or left to move, in order of its field. */
export function exceptionsOf(asked: EnvironmentSpec, systems: readonly SystemSpec[]): Exception[] {
  const environment = withWaysOut(asked, systems);
  const contract = contractOf(environment, (path) => path.join('.'));
  return [...ofEnvironment(environment), ...systems.flatMap((system) => ofSystem(system, contract))].sort((a, b) =>
    a.field < b.field ? -1 : 1,
  );
}

function ofSystem({ name, services, volumes }: SystemSpec, contract: Contract): Exception[] {
  const unsaved = Object.entries(volumes).flatMap(([volume, spec]) => notBackedUp(`${name}.volumes.${volume}`, spec));
  const served = Object.entries(services).flatMap(([service, spec]) => [
    ...Object.entries(spec.acknowledge).map(([key, why]) => ({
      field: `${name}.services.${service}.acknowledge.${key}`,
      what: `lives with ${key}`,
      why,
    })),
    ...[
      ...interruptions(spec),
      ...publicRoutes(spec),
      ...writableRoots(spec),
      ...openings(spec, contract),
      ...approximations(spec, contract),
    ].map(({ field, ...rest }) => ({ ...rest, field: `${name}.services.${service}.${field}` })),
  ]);
  return [...unsaved, ...served];
}

function notBackedUp(field: string, volume: VolumeSpec): Exception[] {
  if ('noBackups' in volume && volume.noBackups !== undefined)
    return [{ field: `${field}.noBackups`, what: 'is not backed up', why: volume.noBackups.why }];
  const why = notOffered(volume);
  return why === undefined ? [] : [{ field, what: `is not backed up: ${why}` }];
}

/** Where it may be down for a while, or entered. */
function interruptions({ rollout, replicas, exec, debug }: ServiceSpec): Exception[] {
  const { minimumHealthyPercent } = rolloutPercents(rollout);
  const down = minimumHealthyPercent === 0 && replicaBounds(replicas).max > 0;
  return [
    ...(down ? [{ field: 'rollout', what: 'may be down while a version replaces another' }] : []),
    ...(exec || debug
      ? [{ field: exec ? 'exec' : 'debug', what: 'people with the permission may open a shell in it' }]
      : []),
  ];
}

/** Routes that ask nobody who they are, on the internet. */
function publicRoutes({ routes }: ServiceSpec): { field: string; what: string; why: string }[] {
  return routes.flatMap(({ public: open }, i) =>
    open === undefined
      ? []
      : [{ field: `routes.${i}.public`, what: 'everybody on the internet may call it', why: open.why }],
  );
}

/** Containers that may change what their image brought. */
function writableRoots({ readOnlyRoot, sidecars, init }: ServiceSpec): Exception[] {
  const containers = [
    ['', readOnlyRoot],
    ...Object.entries(sidecars).map(([name, sidecar]) => [`sidecars.${name}.`, sidecar.readOnlyRoot]),
    ...init.map((container, i) => [`init.${i}.`, container.readOnlyRoot]),
  ];
  return containers
    .filter(([, closed]) => !closed)
    .map(([prefix]) => ({ field: `${prefix}readOnlyRoot`, what: 'may write to its own root' }));
}

/** What it may use or reach that is more than one named thing of AWS, with the reasons that reviewers should read. */
function openings(spec: ServiceSpec, { network }: Contract): Exception[] {
  const wide = wildcards(spec).filter(({ field }) => field.startsWith('access.'));
  return [
    ...wide.map(({ field, what, why }) => ({ field, what: `may use ${what}`, ...(why !== undefined && { why }) })),
    ...(opensForShell(spec, network)
      ? [
          {
            field: spec.exec ? 'exec' : 'debug',
            what: 'may connect to 0.0.0.0/0 on 443: the network has not all endpoints that a shell needs',
          },
        ]
      : []),
    ...spec.egress.map((entry, i) => ({
      field: `egress.${i}`,
      what: `may connect to ${destinationOf(entry)}`,
      why: entry.why,
    })),
  ];
}

/** Constraints that ECS keeps to as well as the hosts allow. */
function approximations(spec: ServiceSpec, contract: Contract): Exception[] {
  const fleet = fleetOf(spec, contract);
  const placed = placedTask(spec, fleet, contract.fleets[fleet] as ContractFleet);
  return spec.placement.constraints.flatMap((constraint, i) => {
    const decision = decideConstraint(constraint, placed);
    return decision.answer === 'approximated'
      ? [{ field: `placement.constraints.${i}`, what: `is kept to as well as the hosts allow: ${decision.how}` }]
      : [];
  });
}

function ofEnvironment({ protect, network, gateways }: EnvironmentSpec): Exception[] {
  const open = Object.entries(gateways).flatMap(([name, gateway]) => [
    ...(gatewayClients(gateway, network.cidr).includes('0.0.0.0/0')
      ? [{ field: `gateways.${name}.clients`, what: 'anybody on the internet may connect' }]
      : []),
    ...('plainHttp' in gateway && gateway.plainHttp !== undefined
      ? [{ field: `gateways.${name}.plainHttp`, what: 'requests travel unencrypted', why: gateway.plainHttp.why }]
      : []),
    ...('outboundHttps' in gateway && gateway.outboundHttps !== undefined
      ? [{ field: `gateways.${name}.outboundHttps`, what: 'it may call any host', why: gateway.outboundHttps.why }]
      : []),
  ]);
  const single =
    network.nat === 'single' ? [{ field: 'network.nat', what: 'all zones go out through one of them' }] : [];
  const unprotected = protect ? [] : [{ field: 'protect', what: 'everything can be destroyed in one step' }];
  return [...open, ...single, ...unprotected];
}

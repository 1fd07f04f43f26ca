import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import type { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import type { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import type { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Annotations } from 'cdktf';
import { Construct } from 'constructs';
import { type Problem, refuse, renderProblem, within } from '../../src/errors';
import { startedContainers } from '../../src/identity/execution-grants';
import { resourceName } from '../../src/naming/names';
import { restartsAlarm } from '../../src/operations/cluster-watch-alarms';
import { type DebugCommands, debugCommands } from '../../src/operations/debug-commands';
import type { Watched } from '../../src/rollout/alarm-plans';
import { checkNameForJobs } from '../../src/rules/check-job-edges';
import { checkService } from '../../src/rules/check-service';
import { checkShared } from '../../src/rules/check-shared';
import { checkStorage, storageWarnings } from '../../src/rules/check-storage';
import { fleetOf } from '../../src/rules/choose';
import type { KnownQueues } from '../../src/rules/known-queues';
import { queueVariables } from '../../src/rules/reached-queue';
import { serviceWarnings } from '../../src/rules/service-warnings';
import { mapValues } from '../../src/spec/map-values';
import { type MountInput, mountSpec } from '../../src/spec/mount';
import { parseSpec } from '../../src/spec/parse';
import { type ServiceInput, type ServiceSpec, serviceSpec } from '../../src/spec/service';
import type { SystemContract } from '../../src/spec/system-contract';
import { metricsLogName } from '../../src/task/collector';
import { agentEndpoints } from '../../src/task/concurrency-agent';
import { type Endpoint, endpointsOf, endpointUrl } from '../../src/task/endpoint';
import type { MountPoint } from '../../src/task/task-volumes';
import { consumedQueues } from '../../src/watch/consumed-queues';
import { serviceQueries } from '../../src/watch/saved-queries';
import { slowSeconds } from '../../src/watch/symptom-alarms';
import { dependOn } from '../terraform/depend';
import { archivedLog } from './archived-log';
import { BeforeDeploy } from './before-deploy';
import { clientGroup } from './client-group';
import { type ClientGroup, type Connectable, Connections } from './connections';
import { withDeliveredImage } from './delivered-image';
import { ecsService } from './ecs-service';
import { ImportedService } from './imported-service';
import { Mounts } from './mounts';
import { outsideWorld } from './outside-world';
import type { AwsPlatform } from './platform';
import type { Role } from './role';
import { SavedQueries } from './saved-queries';
import { securityGroup } from './security-group';
import { ServiceAlarms, watchedService } from './service-alarms';
import { ServiceListeners } from './service-listeners';
import { serviceName } from './service-name';
import { shiftRole } from './service-rollout';
import { ServiceRoutes } from './service-routes';
import { ServiceScaling } from './service-scaling';
import type { MountableVolume } from './shared-volume';
import { reachSteadyState } from './steady-state';
import { SymptomAlarms } from './symptom-alarms';
import { taskDefinition } from './task-definition';
import { executionRole, taskRole } from './task-roles';
import { toldAlarm } from './told-alarm';

/** What `MlService` takes: its spec, and where it runs. */
export interface MlServiceProps extends ServiceInput {
  readonly platform: AwsPlatform;
  /** Name of the system it belongs to: the last part of its address. */
  readonly system: string;
  /** Name of the service: the first part of its address. */
  readonly name: string;
  /** Queues that it may name, by `<system>/<queue>`; any other is named by its ARN. @default {} */
  readonly queues?: KnownQueues;
  /** Volumes that `mounts` may name. @default {} */
  readonly volumes?: Readonly<Record<string, MountableVolume>>;
}

/** The Terraform resources behind a service, for `addOverride`. */
export interface MlServiceResources {
  readonly service: EcsService;
  readonly taskDefinition: EcsTaskDefinition;
  readonly logGroup: CloudwatchLogGroup;
  readonly securityGroup: SecurityGroup;
  readonly routes: ServiceRoutes;
  readonly listeners: ServiceListeners;
}

/**
 * A model server: long-running, reachable only by those it allows, replaced without downtime and rolled back when a new version does not start.
 * Others reach it at `http://<service>.<system>:<port>`.
 *
 * Throws `SpecError` with everything that AWS would refuse at apply or leave pending for ever.
 */
export class MlService extends Construct implements Connectable {
  readonly connections: Connections;
  /** What its processes may do in AWS: nothing, until something is granted. */
  readonly identity: Role;
  readonly spec: ServiceSpec;
  readonly resources: MlServiceResources;
  /** What CloudWatch knows it by. */
  readonly watched: Watched;
  /** Names of the queues that it takes messages from. */
  readonly consumed: readonly string[];
  /** The group that its callers carry, where it has one: what other systems must know of it. */
  readonly clientGroup?: ClientGroup;
  private readonly callees: Endpoint[] = [];
  private readonly mountPoints: MountPoint[] = [];
  private readonly mounts: Mounts;
  private readonly platform: AwsPlatform;
  private readonly field: string;
  private readonly of: { readonly system: string; readonly service: string };
  private readonly joined = new Map<string, string>();
  private readonly endpoints: readonly Endpoint[];

  constructor(
    scope: Construct,
    id: string,
    { platform, system, name, queues = {}, volumes = {}, ...input }: MlServiceProps,
  ) {
    super(scope, id);
    const what = `MlService '${this.node.path}'`;
    const spec = parseSpec(what, serviceSpec, input);
    const { contract, app } = platform;
    const specs = mapValues(volumes, (volume) => volume.spec);
    refuse(what, [
      ...checkService(spec, { contract, app, system, name, queues, volumes: specs }),
      ...checkShared([['', spec, specs]], contract, app),
    ]);
    this.of = { system, service: name };
    this.field = `${system}.services.${name}`;
    this.warn([...serviceWarnings(spec, { system, contract, queues }), ...storageWarnings(spec, specs, contract)]);
    const { site, keys, network, registry } = platform.contract;
    this.spec = spec;
    this.platform = platform;
    this.endpoints = endpointsOf(system, name, spec.ports);

    const fleet = platform.fleet(fleetOf(spec, platform.contract));
    const logGroup = new CloudwatchLogGroup(this, 'Logs', {
      name: resourceName('logGroup', site.name, system, name),
      retentionInDays: site.logs.retentionDays,
      kmsKeyId: keys.logs,
    });
    archivedLog(this, 'Archive', platform.contract, logGroup);
    const metrics = metricsLogName(spec, { environment: site.name, system, service: name });
    const metricsLog =
      metrics === undefined
        ? undefined
        : new CloudwatchLogGroup(this, 'Metrics', {
            name: metrics,
            retentionInDays: site.logs.retentionDays,
            kmsKeyId: keys.logs,
          });
    const group = securityGroup(this, 'SecurityGroup', {
      site,
      vpcId: network.vpcId,
      name: [system, name],
      description: 'A service',
    });
    const role = taskRole(this, { site, system, name });
    const execution = executionRole(this, {
      site,
      system,
      name,
      containers: startedContainers(spec),
      registry,
      logGroup,
    });
    const task = taskDefinition(this, {
      spec: withDeliveredImage(this, spec),
      site,
      registry,
      system,
      name,
      logGroup,
      role,
      execution,
      callees: this.callees,
      mounts: this.mountPoints,
      variables: queueVariables(spec.access, system, site, queues),
      instanceTypes: fleet.instanceTypes,
    });
    const mover = shiftRole(this, { site, system, name, spec });
    const attached = { platform, system, name, spec, shiftRole: mover };
    const routes = new ServiceRoutes(this, 'Routes', attached);
    const listeners = new ServiceListeners(this, 'Listeners', attached);
    const watched = watchedService(attached, [...routes.watched, ...listeners.watched]);
    const alarms = new ServiceAlarms(this, 'Alarms', { ...attached, watched });
    new SymptomAlarms(this, 'Symptoms', { ...attached, watched, queues });
    this.watched = watched;
    this.consumed = consumedQueues(spec, { site, system, queues }).map((queue) => queue.name);
    new SavedQueries(this, 'Queries', { site, system, name, logGroup, queries: serviceQueries(slowSeconds(spec)) });
    const restarts = restartsAlarm(
      platform.contract.cluster.name,
      resourceName('service', system, name),
      `${system}/${name}`,
    );
    toldAlarm(this, 'Alarm-restarts', { site, of: [system, name], alarm: restarts });
    const securityGroupIds = () => [
      group.id,
      ...[...this.joined.keys()].sort().map((key) => this.joined.get(key) as string),
    ];
    const of = { platform, system, name, spec, fleet, securityGroupIds };
    const before = new BeforeDeploy(this, 'BeforeDeploy', { ...of, role, execution });
    const targets = [...routes.targets, ...listeners.targets];
    const service = ecsService(this, { ...of, task, logGroup, targets, hooks: before.hooks, alarms: alarms.names });
    const ways = outsideWorld(this, { contract, spec, system, name, queues, role, group });
    for (const used of [role, execution, ...(mover ? [mover] : [])]) used.usedBy(service);
    dependOn(
      service,
      ...routes.ready,
      ...listeners.ready,
      ...before.ready,
      ...ways,
      ...(metricsLog ? [metricsLog] : []),
    );
    new ServiceScaling(this, 'Scaling', { platform, system, name, spec, service, routes, queues });

    const clients = clientGroup(this, {
      site,
      vpcId: network.vpcId,
      system,
      name,
      stage: spec.clientGroup,
      securityGroupId: group.id,
      endpoints: this.endpoints,
    });
    // Replicas that are being stopped still answer.
    if (clients !== undefined) dependOn(service, ...(clients.rules ?? []));

    this.identity = role;
    if (clients !== undefined) this.clientGroup = clients;
    this.connections = new Connections(this, {
      key: `${name}_${system}`,
      securityGroupId: group.id,
      endpoints: this.endpoints,
      inner: agentEndpoints(system, name, spec),
      workload: service,
      publish: () => this.published(name, service),
      ...(clients && { clientGroup: clients }),
      onAllowed: (endpoints) => this.callees.push(...endpoints),
      onJoined: (callee, id) => this.joined.set(callee, id),
    });
    for (const { gateway, port } of [...routes.edges, ...listeners.edges])
      this.connections.allowFrom(platform.gateway(gateway), `gateway ${gateway} routes to ${name}`, [port]);
    this.resources = { service, taskDefinition: task, logGroup, securityGroup: group, routes, listeners };
    const mounting = { platform, system, name, spec, role, task, service, connections: this.connections };
    this.mounts = new Mounts(this, { ...mounting, points: this.mountPoints });
    for (const mount of spec.mounts) this.mounts.add(volumes[mount.volume] as MountableVolume, mount);
  }

  /**
   * Shows a volume in the files of its container: the permission, the way through the network and the mount in one.
   *
   * @param path absolute path inside the container.
   * Throws `SpecError` for a path that is taken or reserved, a user who could not read it, and what the volume does not promise.
   */
  mount(volume: MountableVolume, path: string, options: Omit<MountInput, 'volume' | 'path'> = {}): void {
    const what = `MlService '${this.node.path}'`;
    const mount = parseSpec(what, mountSpec, { ...options, volume: volume.name, path });
    const spec = { ...this.spec, mounts: [...this.mounts.all, mount] };
    const volumes = { ...this.mounts.specs, [volume.name]: volume.spec };
    const { contract } = this.platform;
    refuse(what, checkStorage(spec, volumes, contract));
    const before = storageWarnings({ ...spec, mounts: this.mounts.all }, volumes, contract).length;
    this.warn(storageWarnings(spec, volumes, contract).slice(before));
    this.mounts.add(volume, mount);
  }

  private published(name: string, service: EcsService): string {
    const { contract } = this.platform;
    refuse(`MlService '${this.node.path}'`, checkNameForJobs(this.spec, contract, 'allow'));
    const { system } = this.endpoints[0] as Endpoint;
    return serviceName(this, { dns: contract.dns as NonNullable<typeof contract.dns>, system, name, service });
  }

  private warn(warnings: readonly Problem[]): void {
    for (const warning of within(this.field, warnings)) Annotations.of(this).addWarning(renderProblem(warning));
  }

  /** Where callers find its primary port: `http://bidder.ads:8080`. Undefined for a service without ports. */
  get url(): string | undefined {
    const [primary] = this.endpoints;
    return primary === undefined ? undefined : endpointUrl(primary);
  }

  /** What finds out what is wrong with it; undefined where `debug` is off. */
  get debugCommands(): DebugCommands | undefined {
    if (!this.spec.debug) return undefined;
    const { site, cluster } = this.platform.contract;
    const ports = mapValues(this.spec.ports, ({ number }) => number);
    return debugCommands({ ...this.of, environment: site.name, region: site.region, cluster: cluster.name, ports });
  }

  /**
   * Starts, and is updated, only when all replicas of another service of the stack run: Terraform waits for that. Say it before the edges
   * between services, which order starts too. Saying it twice changes nothing.
   *
   * Throws `SpecError` when the other already starts after this.
   */
  startAfter(other: MlService): void {
    this.connections.waitFor(other.connections);
    other.reachSteadyState();
  }

  /** Lets a deploy end only when all its replicas run. Saying it twice changes nothing. */
  reachSteadyState(): void {
    reachSteadyState(this.resources.service, this.spec);
  }

  /** A service of another system, by what that system publishes. Throws `SpecError` when it has no such service. */
  static fromContract(scope: Construct, id: string, contract: SystemContract, name: string): ImportedService {
    return new ImportedService(scope, id, { contract, name });
  }
}

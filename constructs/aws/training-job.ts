import { BatchJobDefinition } from '@cdktf/provider-aws/lib/batch-job-definition';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { Annotations } from 'cdktf';
import { Construct } from 'constructs';
import { refuse, renderProblem, within } from '../../src/errors';
import { accessGrants } from '../../src/identity/access-grants';
import { mountGrants } from '../../src/identity/mount-grants';
import { resourceName } from '../../src/naming/names';
import { platformTags } from '../../src/naming/tags';
import type { KnownQueues } from '../../src/rules/known-queues';
import { queuesFor, queueVariables } from '../../src/rules/reached-queue';
import { specReasons } from '../../src/security/spec-reasons';
import { mapValues } from '../../src/spec/map-values';
import { type MountInput, type MountSpec, mountSpec } from '../../src/spec/mount';
import { parseSpec } from '../../src/spec/parse';
import { type JobInput, type JobSpec, jobSpec } from '../../src/spec/training/job';
import type { Submission } from '../../src/spec/training/jobs-contract';
import { type Endpoint, urlVariables } from '../../src/task/endpoint';
import { type MountPoint, mountPoint, type TaskVolume, taskVolume } from '../../src/task/task-volumes';
import { checkJobMounts } from '../../src/training/check-job-mounts';
import { checkTrainingJob, trainingJobWarnings } from '../../src/training/check-training-job';
import { clusterOf } from '../../src/training/cluster-of';
import { jobProperties } from '../../src/training/job-container';
import { retryStrategy } from '../../src/training/retry-rules';
import { submissionsOf } from '../../src/training/submission';
import { jobQueries } from '../../src/watch/saved-queries';
import { giveReason } from '../terraform/give-reason';
import { lazyJson } from '../terraform/lazy-json';
import { archivedLog } from './archived-log';
import { type Connectable, Connections } from './connections';
import type { AwsPlatform } from './platform';
import type { Role } from './role';
import { SavedQueries } from './saved-queries';
import type { MountableVolume } from './shared-volume';
import { executionRole, taskRole } from './task-roles';
import type { TrainingPeer } from './training-cluster';

/** What `TrainingJob` takes: its spec, and where it is. */
export interface TrainingJobProps extends JobInput {
  readonly platform: AwsPlatform;
  /** Name of the system it belongs to. */
  readonly system: string;
  /** Name among the jobs of the system. */
  readonly name: string;
  /** Queues that `access` may name. @default {} */
  readonly queues?: KnownQueues;
  /** Volumes that `mounts` may name. @default {} */
  readonly volumes?: Readonly<Record<string, MountableVolume>>;
}

/** The Terraform resources behind a job, for `addOverride`. */
export interface TrainingJobResources {
  readonly jobDefinition: BatchJobDefinition;
  readonly logGroup: CloudwatchLogGroup;
}

/**
 * A container that runs to its end on a training cluster: the definition that is submitted, with a role, a log and retries of its own. It has
 * the network edge of its cluster.
 *
 * Throws `SpecError` for a job that AWS would refuse, or that could never start.
 */
export class TrainingJob extends Construct implements Connectable {
  readonly cluster: TrainingPeer;
  /** As a caller: `service.connections.allowFrom(job, why)` lets in all jobs of its cluster, and tells this one where. */
  readonly connections: Connections;
  readonly identity: Role;
  readonly resources: TrainingJobResources;
  /** What it was made from. */
  readonly spec: JobSpec;
  /** What is submitted for all its runs. */
  readonly submissions: readonly Submission[];
  private readonly platform: AwsPlatform;
  private readonly system: string;
  private readonly mounts: MountSpec[] = [];
  private readonly volumes: TaskVolume[] = [];
  private readonly points: MountPoint[] = [];
  private readonly callees: Endpoint[] = [];
  private readonly known: Record<string, MountableVolume> = {};

  constructor(
    scope: Construct,
    id: string,
    { platform, system, name, queues = {}, volumes = {}, ...input }: TrainingJobProps,
  ) {
    super(scope, id);
    const what = `TrainingJob '${this.node.path}'`;
    const { contract } = platform;
    const spec = parseSpec(what, jobSpec, input);
    const at = { contract, system, name, queues, volumes: mapValues(volumes, (volume) => volume.spec) };
    refuse(what, checkTrainingJob(spec, at));
    for (const warning of within(`${system}.jobs.${name}`, trainingJobWarnings(spec, at)))
      Annotations.of(this).addWarning(renderProblem(warning));
    this.platform = platform;
    this.system = system;
    this.spec = spec;
    this.cluster = platform.trainingCluster(clusterOf(spec, contract));
    this.connections = this.caller(name);
    this.identity = taskRole(this, { site: contract.site, system, name });
    const statements = accessGrants(spec.access, {
      place: contract.site,
      queueOf: queuesFor(system, contract.site, queues),
    });
    for (const statement of statements) this.identity.grant(statement);
    this.resources = this.define(name, queueVariables(spec.access, system, contract.site, queues));
    this.identity.usedBy(this.resources.jobDefinition);
    this.submissions = submissionsOf(spec, {
      environment: contract.site.name,
      system,
      name,
      queueArn: this.cluster.contract.queueArn,
      teams: this.cluster.contract.teams,
      definitionArn: this.resources.jobDefinition.arn,
    });
    for (const mount of spec.mounts) this.add(volumes[mount.volume], mount);
  }

  /**
   * Shows a volume in the files of its container: the permission, the way through the network and the mount in one.
   *
   * @param path absolute path inside the container.
   * Throws `SpecError` for a path that is taken or reserved, and for a volume that no job can have.
   */
  mount(volume: MountableVolume, path: string, options: Omit<MountInput, 'volume' | 'path'> = {}): void {
    const what = `TrainingJob '${this.node.path}'`;
    const mount = parseSpec(what, mountSpec, { ...options, volume: volume.name, path });
    const spec = { ...this.spec, mounts: [...this.mounts, mount] };
    const volumes = mapValues({ ...this.known, [volume.name]: volume }, (known) => known.spec);
    const on = { name: clusterOf(this.spec, this.platform.contract), cluster: this.cluster.contract };
    refuse(what, checkJobMounts(spec, volumes, on));
    this.add(volume, mount);
  }

  /** It has the security group of its hosts, and finds services in DNS. */
  private caller(name: string): Connections {
    return new Connections(this, {
      key: `job-${name}_${this.system}`,
      group: this.cluster.connections.key,
      securityGroupId: this.cluster.contract.securityGroupId,
      endpoints: [],
      outsideMesh: true,
      onAllowed: (endpoints) => this.callees.push(...endpoints),
    });
  }

  /** @param volume undefined for what the hosts of its cluster mount for it: with their permission, and through their group. */
  private add(volume: MountableVolume | undefined, mount: MountSpec): void {
    if (volume !== undefined) {
      for (const grant of mountGrants(volume.published, mount)) this.identity.grant(grant);
      volume.connections?.allowFrom(this.cluster, `Jobs mount ${volume.name}`);
      this.known[volume.name] = volume;
    }
    this.mounts.push(mount);
    this.volumes.push(taskVolume(this.system, volume?.published, mount));
    this.points.push(mountPoint(this.system, mount));
  }

  private define(name: string, variables: Readonly<Record<string, string>>): TrainingJobResources {
    const { platform, system, spec, identity } = this;
    const { site, registry, keys } = platform.contract;
    const logGroup = new CloudwatchLogGroup(this, 'Logs', {
      name: resourceName('logGroup', site.name, system, name),
      retentionInDays: site.logs.retentionDays,
      kmsKeyId: keys.logs,
    });
    archivedLog(this, 'Archive', platform.contract, logGroup);
    const execution = executionRole(this, { site, system, name, containers: [spec], registry, logGroup });
    const { attempts, rules } = retryStrategy(spec.retries);
    const jobDefinition = new BatchJobDefinition(this, 'Job', {
      name: resourceName('jobDefinition', site.name, system, name),
      type: spec.nodes === 1 ? 'container' : 'multinode',
      platformCapabilities: ['EC2'],
      schedulingPriority: spec.priority,
      timeout: { attemptDurationSeconds: spec.timeoutSeconds },
      retryStrategy: { attempts, evaluateOnExit: rules.map((rule) => ({ ...rule })) },
      propagateTags: true,
      tags: platformTags({ environment: site.name, system, team: platform.team, extra: site.tags }),
      [spec.nodes === 1 ? 'containerProperties' : 'nodeProperties']: lazyJson(
        () => this.mounts.length + this.callees.length,
        () =>
          jobProperties(
            { ...spec, mounts: this.mounts },
            {
              name,
              place: site,
              registry,
              logGroup: resourceName('logGroup', site.name, system, name),
              jobRoleArn: identity.arn,
              executionRoleArn: execution.arn,
              variables: { ...urlVariables(system, this.callees), ...variables },
              instanceTypes: this.cluster.contract.instanceTypes,
              volumes: this.volumes,
              mounts: this.points,
            },
          ),
      ),
      dependsOn: [logGroup],
    });
    giveReason(jobDefinition, ...specReasons(spec.acknowledge, { main: 'job' }));
    execution.usedBy(jobDefinition);
    new SavedQueries(this, 'Queries', { site, system, name, logGroup, queries: jobQueries() });
    return { jobDefinition, logGroup };
  }
}

import fc from 'fast-check';
import { type InstanceType, instanceTypes } from '../../../src/catalog/ec2-instances';
import type { Problem } from '../../../src/errors';
import { queuesOf } from '../../../src/rules/known-queues';
import { fleetTraits } from '../../../src/sizing/fleet-types';
import type { AccessInput } from '../../../src/spec/access';
import { contractOf } from '../../../src/spec/contract-of';
import type { EnvironmentSpec } from '../../../src/spec/environment';
import { mapValues } from '../../../src/spec/map-values';
import { type MountInput, mountSpec } from '../../../src/spec/mount';
import { checkSpec } from '../../../src/spec/parse';
import { queueSpec } from '../../../src/spec/queue';
import type { SystemInput } from '../../../src/spec/system';
import { type JobInput, jobSpec } from '../../../src/spec/training/job';
import { EVENTS, type TrainingClusterInput, trainingClusterSpec } from '../../../src/spec/training/training-cluster';
import { volumeSpec } from '../../../src/spec/volume';
import { checkTrainingCluster } from '../../../src/training/check-cluster';
import { checkJobMounts } from '../../../src/training/check-job-mounts';
import { checkTrainingJob } from '../../../src/training/check-training-job';
import { trainingZones } from '../../../src/training/training-zones';
import type { Draw } from './draw';
import { label } from './label';
import { randomContainer, toAcknowledge } from './random-container';
import { randomHostMount, randomHostMounts } from './random-host-mounts';
import { randomOutside } from './random-outside';

type Cluster = TrainingClusterInput;

const FLAVOURS = {
  amd64: 'al2023-ami-ecs-hvm-2023.0.20251120-kernel-6.1-x86_64',
  arm64: 'al2023-ami-ecs-hvm-2023.0.20251120-kernel-6.1-arm64',
  neuron: 'al2023-ami-ecs-neuron-hvm-2023.0.20251120-kernel-6.1-x86_64',
  nvidia: 'al2023-ami-ecs-gpu-hvm-2023.0.20251120-kernel-6.1-x86_64-ebs',
} as const;

/** Hosts of one kind, said in one of the three ways, and the image that runs on them. */
type Hosts = Pick<Cluster, 'accelerators' | 'instanceTypes' | 'attributes' | 'amiRelease'>;

/** Training clusters of one random environment, by name. */
export function randomTrainingClusters(
  draw: Draw,
  { region, zones }: { readonly region: string; readonly zones: readonly string[] },
): Record<string, Cluster> {
  return Object.fromEntries(
    draw.list(1, 2, (i) => {
      const name = label(draw, 'cluster', i);
      const said = legal(randomCluster(draw, zones), (cluster) => refusedCluster(name, cluster, zones));
      if (draw.chance(0.4)) return [name, said];
      const own = trainingZones({ zones: said.zones, multiNode: said.multiNode ?? false }, zones);
      const mounting = { ...said, hostMounts: randomHostMounts(draw, region, own) };
      return [name, legal(mounting, (cluster) => refusedCluster(name, cluster, zones))];
    }),
  );
}

function refusedCluster(name: string, said: Cluster, zones: readonly string[]): readonly Problem[] {
  const { problems, ...read } = checkSpec(trainingClusterSpec, said);
  return 'value' in read ? checkTrainingCluster(name, read.value, zones) : problems;
}

function randomCluster(draw: Draw, zones: readonly string[]): Cluster {
  const multiNode = draw.chance(0.42);
  const block = draw.chance(multiNode ? 0.75 : 0.06);
  const reserved = block ? 'block' : draw.one('nothing', 'reservation');
  const hosts = hostsFor(draw, multiNode, block);
  const paid = draw.subset(multiNode ? (['on-demand'] as const) : (['spot', 'on-demand'] as const), 1);
  return {
    ...hosts,
    maxVcpus: draw.int(192, 2000),
    ...(reserved !== 'nothing' && { capacity: ['reserved', ...paid] }),
    ...(reserved === 'reservation' && { reservationId: 'cr-0123456789abcdef0' }),
    ...(reserved === 'block' && { capacityBlock: { reservationId: 'cr-0123456789abcdef0' } }),
    ...(reserved === 'nothing' && draw.chance(0.5) && { capacity: paid }),
    ...((multiNode || draw.chance(0.3)) && { multiNode }),
    ...draw.some<Cluster>({
      warmVcpus: () => draw.int(0, 192),
      zones: () => draw.subset(zones, 1).slice(0, multiNode ? 1 : zones.length),
      placement: () => (multiNode ? draw.one('none', 'cluster') : draw.one('none', 'partition')),
      teams: () =>
        Object.fromEntries(
          draw.list(1, 2, (i) => [label(draw, 'system', i), draw.some({ weight: () => draw.int(1, 9) })]),
        ),
      reservedPercent: () => draw.int(0, 99),
      waitLimits: () =>
        draw.some(
          { capacitySeconds: () => draw.int(600, 86_400), misconfiguredSeconds: () => draw.int(600, 86_400) },
          0.7,
        ),
      budget: () => ({ monthlyUsd: draw.int(200, 9000), ...draw.some({ stop: () => draw.one('finish', 'end') }) }),
      events: () => draw.subset(EVENTS),
      rootGiB: () => draw.one(30, 200, 16_384),
      onHostStart: () => draw.list(1, 2, () => draw.one('true\n', 'echo ready %{x}\n')),
      maxUsdPerHour: () => 500,
    }),
    ...(reserved === 'block' && { zones: [draw.one(...zones)] }),
  };
}

/** A block is of one accelerated type; hosts of one job have the same interfaces, and of those that are searched for any may differ. */
function hostsFor(draw: Draw, multiNode: boolean, block: boolean): Hosts {
  if (block) return { instanceTypes: [draw.one('p5.48xlarge', 'p4d.24xlarge')], amiRelease: FLAVOURS.nvidia };
  if (multiNode) return byTypes(draw);
  // Types are said by blocks and jobs of several hosts already.
  if (draw.chance(0.1)) return byTypes(draw);
  return draw.one(byAccelerators, byAttributes)(draw);
}

function byAccelerators(draw: Draw): Hosts {
  if (draw.chance(0.2)) return { accelerators: { trainium: 1 }, amiRelease: FLAVOURS.neuron };
  return { accelerators: draw.one({ a10g: 1 }, { l4: 1 }, { a10g: 4 }, { t4: 1 }), amiRelease: FLAVOURS.nvidia };
}

const TYPES: Readonly<Record<'amd64' | 'arm64', readonly InstanceType[]>> = {
  amd64: typesOf('amd64'),
  arm64: typesOf('arm64'),
};

/** Today's types without accelerators or fabric, of which any may stand beside any other. */
function typesOf(arch: 'amd64' | 'arm64'): InstanceType[] {
  return [...instanceTypes().values()].filter(
    (type) =>
      type.arch === arch && /^[cmr][678]/.test(type.type) && type.efa === 0 && type.vcpu >= 4 && type.vcpu <= 64,
  );
}

function byTypes(draw: Draw): Hosts {
  const arch = draw.one('amd64', 'arm64');
  const types = draw.of(fc.uniqueArray(fc.constantFrom(...TYPES[arch]), { minLength: 1, maxLength: 3 }));
  return { instanceTypes: types.map(({ type }) => type), amiRelease: draw.chance(0.1) ? 'latest' : FLAVOURS[arch] };
}

function byAttributes(draw: Draw): Hosts {
  const wide = { minVcpus: 4, maxVcpus: 8, minMemoryMiB: 16_384, maxMemoryMiB: 65_536 };
  if (draw.chance(0.6))
    return {
      attributes: {
        minVcpus: 4,
        ...draw.some({ minMemoryMiB: () => 8192, maxVcpus: () => 192, maxMemoryMiB: () => 1_048_576 }),
        accelerator: 'a10g',
        minAccelerators: 1,
        ...(draw.chance(0.8) && { acceleratorKind: 'nvidia' as const }),
        ...draw.some({
          minAcceleratorMemoryMiB: () => 16_384,
          minInstanceStoreGB: () => 100,
          architecture: () => 'amd64' as const,
        }),
      },
      amiRelease: FLAVOURS.nvidia,
    };
  return { attributes: { ...wide, architecture: 'arm64', minInstanceStoreGB: 400 }, amiRelease: FLAVOURS.arm64 };
}

const BUILT = { repository: 'ads/bidder', tag: '2.14.0' };

/** What a random system has beside its jobs. */
interface Parts extends Required<Pick<SystemInput, 'images' | 'volumes' | 'queues'>> {
  readonly system: string;
}

/** Jobs of one random system, by name, on the clusters of its environment. */
export function randomJobs(
  draw: Draw,
  environment: EnvironmentSpec,
  { system, images, volumes, queues }: Parts,
): Record<string, JobInput> | undefined {
  if (Object.keys(environment.trainingClusters).length === 0) return undefined;
  const contract = contractOf(environment, (path) => path.join('.'));
  const known = queuesOf([{ name: system, queues: mapValues(queues, (queue) => queueSpec.parse(queue)) }]);
  const site = { contract, system, queues: known, volumes: mapValues(volumes, (volume) => volumeSpec.parse(volume)) };
  return Object.fromEntries(
    draw.list(1, 2, (i) => {
      const name = label(draw, 'job', i);
      const job = randomJob(draw, environment, { system, images, volumes, queues });
      return [
        name,
        legal(job, (said) => {
          const { problems, ...read } = checkSpec(jobSpec, said);
          if (!('value' in read)) return problems;
          const { image } = read.value;
          const built = typeof image === 'object' && 'build' in image;
          // What it builds stands in its place when it is judged.
          return checkTrainingJob({ ...read.value, ...(built && { image: BUILT }) }, { ...site, name });
        }),
      ];
    }),
  );
}

function randomJob(draw: Draw, environment: EnvironmentSpec, { images, volumes, queues }: Parts): JobInput {
  const contract = contractOf(environment, (path) => path.join('.'));
  const clusters = Object.keys(contract.trainingClusters);
  const cluster = draw.one(...clusters);
  const known = contract.trainingClusters[cluster] as (typeof contract)['trainingClusters'][string];
  const { account, region } = environment;
  const platform = fleetTraits(known.instanceTypes).arch === 'arm64' ? 'linux/arm64' : 'linux/amd64';
  const builds = Object.keys(images).filter((name) => (images[name]?.platform ?? 'linux/amd64') === platform);
  const promised = { account, region, builds, prefixes: [], cpus: draw.int(1, 4), memoryMiB: draw.int(512, 8192) };
  const drawnContainer = randomContainer(draw, promised);
  const {
    image: any,
    cpus,
    memoryMiB,
    command,
    environment: variables,
    secrets,
    user,
    readOnlyRoot,
    writable,
    limits,
  } = drawnContainer;
  const [build] = draw.subset(builds, 1);
  const image = build !== undefined && draw.chance(0.26) ? { build } : draw.chance(0.12) ? 'nginx' : any;
  const mount = randomMount(draw, volumes);
  const mounts = [
    ...(mount === undefined ? [] : [mount]),
    ...scratchMount(draw, volumes),
    ...randomHostMount(draw, cluster, known),
  ];
  const { access } = randomOutside(draw, environment, Object.keys(queues));
  const many = known.multiNode ? 'nodes' : draw.chance(0.56) ? 'array' : 'sweep';
  const container = {
    image,
    ...(user !== undefined && !/^0/.test(user) && { user }),
    environment: { ...variables, ...(draw.chance(0.3) && { API_TOKEN: 'of the vendor' }) },
  };
  const neuron = fleetTraits(known.instanceTypes).accelerator === 'neuron' && draw.chance(0.8);
  return {
    ...container,
    // More than half of a trn1.2xlarge.
    cpus: neuron ? 5 : cpus,
    memoryMiB,
    ...(neuron ? { neuronDevices: 1 } : draw.some({ neuronDevices: () => 0 })),
    ...(secrets && { secrets }),
    ...(readOnlyRoot !== undefined && { readOnlyRoot }),
    ...(writable && { writable }),
    ...(command && { command }),
    ...(limits && {
      limits: {
        ...(limits.shmMiB !== undefined && { shmMiB: limits.shmMiB }),
        ...(limits.ulimits && { ulimits: limits.ulimits }),
      },
    }),
    ...(clusters.length > 1 || draw.chance(0.5) ? { cluster } : {}),
    ...(known.teams.length > 0 && { team: draw.one(...known.teams) }),
    ...(many === 'nodes' && { nodes: 2, command: command ?? ['train'] }),
    ...(many === 'array' && { array: draw.int(2, 10) }),
    ...(many === 'sweep' && { sweep: { LR: [0.1, 0.01], MODE: ['a', true] } }),
    ...(access && { access: leadsToQueues(environment) ? withQueue(draw, access, Object.keys(queues)) : access }),
    ...(mounts.length > 0 && { mounts }),
    ...(mount !== undefined &&
      !mount.readOnly &&
      draw.chance(0.95) && { checkpoint: { volume: mount.volume, everySeconds: 60 } }),
    ...draw.some<JobInput>({
      gpus: () => (fleetTraits(known.instanceTypes).accelerator === 'nvidia' ? draw.int(0, 1) : 0),
      priority: () => draw.int(0, 9999),
      timeoutSeconds: () => draw.int(61, 2_592_000),
      retries: () =>
        draw.some({
          attempts: () => draw.int(1, 10),
          on: () => draw.subset(['interruption', 'capacity', 'image-pull'] as const),
          exitCodes: () => [draw.int(1, 255)],
        }),
    }),
    ...acknowledged(container),
  };
}

function leadsToQueues({ network }: EnvironmentSpec): boolean {
  return network.nat !== 'none' || (network.endpoints ?? []).includes('sqs');
}

/** A queue is one of five things that jobs use, and only some systems have one. */
function withQueue(draw: Draw, access: AccessInput[], [queue]: readonly string[]): AccessInput[] {
  if (queue === undefined || access.some(({ kind }) => kind === 'queue') || draw.chance(0.5)) return access;
  return [...access, { kind: 'queue', queue, actions: ['publish'] }];
}

/** A mount that its volume allows: where nobody may write, one that only reads. */
function randomMount(draw: Draw, volumes: Parts['volumes']): MountInput | undefined {
  const volume = Object.keys(volumes).find((name) => volumes[name]?.kind === 'efs');
  if (volume === undefined) return undefined;
  const said = {
    persistent: () => true,
    readOnly: () => draw.chance(0.3),
  };
  const subPath = draw.chance(0.85) && { subPath: draw.one('models', 'models/ctr') };
  const mount = { volume, path: '/mnt/data/models', ...draw.some<MountInput>(said, 0.7), ...subPath };
  const job = { user: '1000:1000', readOnlyRoot: true, writable: [], checkpoint: undefined, nodes: 1 };
  const specs = mapValues(volumes, (input) => volumeSpec.parse(input));
  return [mount, { ...mount, readOnly: true }].find(
    (each) => checkJobMounts({ ...job, mounts: [mountSpec.parse(each)] }, specs).length === 0,
  );
}

/** Disk of the host, where there is such a volume: some of it empty, as the image prepared it. */
function scratchMount(draw: Draw, volumes: Parts['volumes']): MountInput[] {
  const volume = Object.keys(volumes).find((name) => volumes[name]?.kind === 'scratch');
  if (volume === undefined || draw.chance(0.15)) return [];
  return [{ volume, path: '/mnt/scratch', preparedInImage: true }];
}

function acknowledged(container: Parameters<typeof toAcknowledge>[0]): Pick<JobInput, 'acknowledge'> {
  const keys = toAcknowledge(container).map((parts) => parts.join('.'));
  if (keys.length === 0) return {};
  return { acknowledge: Object.fromEntries(keys.map((key) => [key, 'the vendor gives nothing better'])) };
}

/** What is said without the fields that are refused: each is drawn apart from the others, and some of them do not go together. */
function legal<T extends object>(said: T, refused: (said: T) => readonly Problem[]): T {
  const [first] = refused(said);
  const [field = ''] = first?.field.split('.') ?? [];
  if (first === undefined || !Object.hasOwn(said, field)) return said;
  const { [field as keyof T]: _, ...rest } = said;
  return legal(rest as T, refused);
}

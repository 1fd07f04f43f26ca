import type { Problem } from '../../../../src/errors';
import { checkSystemAlone } from '../../../../src/rules/check-system';
import type { MountInput } from '../../../../src/spec/mount';
import type { ServiceInput } from '../../../../src/spec/service';
import { type VolumeInput, volumeSpec } from '../../../../src/spec/volume';
import { testContract } from '../../../support/builders/test-contract';
import { testSystemSpec } from '../../../support/builders/test-system';
import { family } from './family';

const CREATE = 'EC2 API_CreateVolume';

interface Mounted {
  readonly service?: Partial<ServiceInput>;
  readonly mounts?: MountInput[];
  readonly volumes?: Readonly<Record<string, VolumeInput>>;
  readonly second?: Partial<ServiceInput>;
  /** Zones of the fleet. */
  readonly zones?: string[];
}

const MOUNT: MountInput = { volume: 'index', path: '/data/index' };
const EBS = { kind: 'ebs', sizeGiB: 100, zone: 'us-east-1a' } as const;

/** What is wrong with a system whose service `search` is the one writer of volume `index`. */
function judgeMounted({ service, mounts = [MOUNT], volumes = {}, second, zones }: Mounted): Problem[] {
  const one = { replicas: 1, rollout: 'recreate' } as const;
  const system = testSystemSpec({
    search: { ...one, ...service, mounts },
    ...(second && { second: { ...one, ...second } }),
  });
  const all = Object.entries({ index: EBS, ...volumes }).map(([name, v]) => [name, volumeSpec.parse(v)] as const);
  const contract = testContract(
    zones && {
      fleets: {
        general: {
          instanceTypes: ['m6i.2xlarge'],
          amiRelease: 'al2023-ami-ecs-hvm-2023.0.20251108-kernel-6.1-x86_64',
          maxHosts: 10,
          zones,
        },
      },
    },
  );
  return checkSystemAlone({ ...system, volumes: Object.fromEntries(all) }, contract, 'main', {}, {});
}

/** Who mounts block storage that stays. */
export const ebsMounted = family<Mounted>(judgeMounted, [
  {
    rule: 'EBS-11',
    source: 'EBS user guide, "Attach an Amazon EBS volume"',
    what: 'two writers of one volume',
    code: 'WriterConflict',
    field: 'services.search.replicas',
    refused: { service: { replicas: 3 } },
    legal: { service: { replicas: 1 } },
    says: "services.search.replicas is 3 but volume 'index' has one writer; use replicas 1, perReplica of the volume, or a volume of kind 'efs'",
  },
  {
    rule: 'EBS-11',
    source: 'EBS user guide, "Attach an Amazon EBS volume"',
    what: 'as many writers as a service has that does not say how many',
    code: 'WriterConflict',
    field: 'services.search.replicas',
    refused: { service: { replicas: undefined } },
    legal: { service: { replicas: 1 } },
    says: "services.search.replicas is 2 (the default) but volume 'index' has one writer; use replicas 1, perReplica of the volume, or a volume of kind 'efs'",
  },
  {
    rule: 'EBS-11',
    source: 'EBS user guide, "Attach an Amazon EBS volume"',
    what: 'one writer that a scaler may add to',
    code: 'WriterConflict',
    field: 'services.search.replicas',
    refused: { service: { replicas: { min: 1, max: 2 }, scaling: { cpuPercent: 50 } } },
    legal: { service: { replicas: { min: 1, max: 1 } } },
  },
  {
    rule: 'EBS-11',
    source: 'EBS user guide, "Attach an Amazon EBS volume"',
    what: 'a writer on each host',
    code: 'WriterConflict',
    field: 'services.search.replicas',
    refused: { service: { replicas: 'one-per-host' } },
    legal: {},
  },
  {
    rule: 'EBS-11',
    source: 'ECS API_DeploymentConfiguration',
    what: 'a rollout that starts a second writer beside the first',
    code: 'WriterConflict',
    field: 'services.search.rollout',
    refused: { service: { rollout: 'rolling' } },
    legal: { service: { rollout: 'recreate' } },
    says: "services.search.rollout is 'rolling', which starts a replica before the old one has ended, but volume 'index' has one writer; use 'recreate'",
  },
  {
    rule: 'EBS-11',
    source: 'ECS API_DeploymentConfiguration',
    what: 'the rollout of a service that says none',
    code: 'WriterConflict',
    field: 'services.search.rollout',
    refused: { service: { rollout: undefined } },
    legal: { service: { rollout: 'recreate' } },
    says: 'services.search.rollout is {"strategy":"rolling","minimumHealthyPercent":100,"maximu... (the default), which starts a replica before the old one has ended, but volume \'index\' has one writer; use \'recreate\'',
  },
  {
    rule: 'EBS-11',
    source: 'ECS API_DeploymentConfiguration',
    what: 'a rollout that starts a whole second set of writers',
    code: 'WriterConflict',
    field: 'services.search.rollout',
    refused: { service: { rollout: { strategy: 'blue-green' }, ports: { http: { number: 8080 } } } },
    legal: { service: { rollout: { strategy: 'rolling', minimumHealthyPercent: 0, maximumPercent: 100 } } },
  },
  {
    rule: 'EBS-12',
    source: 'EC2 API_CreateVolume, MultiAttachEnabled, which is not offered',
    what: 'two services on one volume',
    code: 'WriterConflict',
    field: 'services.second.mounts.0.volume',
    refused: { second: { mounts: [MOUNT] } },
    legal: { second: { mounts: [{ volume: 'other', path: '/data' }] }, volumes: { other: EBS } },
    says: "services.second.mounts.0.volume is 'index', which is attached to the host of 'search' alone; use a volume of its own, or one of kind 'efs'",
  },
  {
    rule: 'EBS-13',
    source: 'EC2 user guide, "Run commands when you launch an EC2 instance with user data input"',
    what: 'a second volume that one host mounts',
    code: 'SecondHostVolume',
    field: 'services.search.mounts.1.volume',
    refused: { mounts: [MOUNT, { volume: 'other', path: '/other' }], volumes: { other: EBS } },
    legal: { mounts: [MOUNT, { volume: 'other', path: '/other' }], volumes: { other: { kind: 'efs' } } },
  },
  {
    rule: 'EBS-13',
    source: 'EC2 user guide, "Run commands when you launch an EC2 instance with user data input"',
    what: 'the disk of a host that mounts another volume',
    code: 'SecondHostVolume',
    field: 'services.search.mounts.1.volume',
    refused: {
      mounts: [MOUNT, { volume: 'other', path: '/other', preparedInImage: true }],
      volumes: { other: { kind: 'scratch', sizeGiB: 1 } },
    },
    legal: { mounts: [MOUNT] },
  },
  {
    rule: 'EBS-10',
    source: CREATE,
    what: 'a volume in a zone that the fleet does not use',
    code: 'VolumeOutOfZone',
    field: 'services.search.mounts.0.volume',
    refused: { zones: ['us-east-1b'] },
    legal: { zones: ['us-east-1a', 'us-east-1b'] },
  },
  {
    rule: 'MNT-01',
    source: 'ECS API_HostVolumeProperties',
    what: 'a part of a block device',
    code: 'NoSubPaths',
    field: 'services.search.mounts.0.subPath',
    refused: { mounts: [{ ...MOUNT, subPath: 'v1' }] },
    legal: { mounts: [MOUNT] },
  },
  {
    what: 'a user who may not write what the host gives to the owner',
    code: 'UserCannotWrite',
    field: 'services.search.mounts.0.volume',
    refused: { service: { user: '2000:2000' } },
    legal: {
      service: { user: '2000:2000' },
      volumes: { index: { ...EBS, from: { snapshot: 'snap-0123456789abcdef0' } } },
    },
  },
]);

import { ebsAttachments } from '../../../src/catalog/ebs-attachments';
import { type InstanceType, instanceType } from '../../../src/catalog/ec2-instances';
import { storageWarnings } from '../../../src/rules/check-storage';
import { taskVolumesOn } from '../../../src/rules/warn-attached';
import { type ServiceInput, serviceSpec } from '../../../src/spec/service';
import { type VolumeInput, volumeSpec } from '../../../src/spec/volume';
import { testContract } from '../../support/builders/test-contract';
import { AMD64 } from '../../support/builders/test-environment';
import { testService } from '../../support/builders/test-service';

const LIMITS = 'EC2 user guide, "Amazon EBS volume limits for Amazon EC2 instances"';
const limitOf = (name: string) => ebsAttachments(instanceType(name) as InstanceType);
const volumesOn = (name: string, trunking: boolean) => taskVolumesOn(instanceType(name) as InstanceType, trunking);

function warned(instanceTypes: string[], volume: VolumeInput, service: Partial<ServiceInput>): [string, string][] {
  const contract = testContract({ fleets: { general: { instanceTypes, amiRelease: AMD64, maxHosts: 20 } } });
  const spec = serviceSpec.parse(testService({ ...service, mounts: [{ volume: 'data', path: '/data' }] }));
  return storageWarnings(spec, { data: volumeSpec.parse(volume) }, contract).map(({ code, problem }) => [
    code,
    problem,
  ]);
}

describe(`EBS-13 (${LIMITS}): volumes that a host can have`, () => {
  it('are those of its type, of its family by size, or shared with interfaces and disks', () => {
    expect(limitOf('g5.48xlarge')).toEqual({ limit: 9, shared: true });
    expect(limitOf('p5.48xlarge')).toEqual({ limit: 64, shared: false });
    expect(
      ['m7i.large', 'm7i.16xlarge', 'r7a.24xlarge', 'c7a.32xlarge', 'm7a.48xlarge'].map((t) => limitOf(t).limit),
    ).toEqual([32, 48, 64, 88, 128]);
    expect(limitOf('m6i.2xlarge')).toEqual({ limit: 28, shared: true });
    expect(limitOf('m6id.2xlarge')).toEqual({ limit: 27, shared: true });
    expect(limitOf('m6i.metal')).toEqual({ limit: 31, shared: true });
    expect(limitOf('m4.large')).toEqual({ limit: 39, shared: false });
  });

  it('leave so many for tasks: less the root volume, and where they are shared the interfaces of host, trunk or tasks', () => {
    expect([volumesOn('m6i.2xlarge', true), volumesOn('m6i.2xlarge', false)]).toEqual([25, 13]);
    expect([volumesOn('m7i.2xlarge', true), volumesOn('m7i.2xlarge', false)]).toEqual([31, 31]);
    expect([volumesOn('g5.48xlarge', true), volumesOn('g5.48xlarge', false)]).toEqual([6, 3]);
  });

  const small = { cpus: 0.1, memoryMiB: 128, replicas: 60, rollout: 'recreate' } as const;

  it('are warned of where a host has room for more replicas with a volume each', () => {
    expect(warned(['m6i.8xlarge'], { kind: 'task-ebs', sizeGiB: 10 }, small)).toEqual([
      [
        'AttachmentsShort',
        "is 'data', and m6i.8xlarge of fleet 'general' has room for 60 replicas but takes 25 of their volumes: ECS may place more there, and they do not start",
      ],
    ]);
  });

  it('are not where there are never so many, a host has no room for them, or the limit is for volumes alone', () => {
    const volume = { kind: 'task-ebs', sizeGiB: 10 } as const;
    expect(warned(['m6i.8xlarge'], volume, { ...small, replicas: 25 })).toEqual([]);
    expect(warned(['m6i.8xlarge'], volume, { ...small, memoryMiB: 8192 })).toEqual([]);
    expect(warned(['m7i.48xlarge'], volume, small)).toEqual([]);
  });
});

describe('EBS-14 (EC2 user guide, "Amazon EBS-optimized instance types"): a volume that is faster than its host', () => {
  const volume = (throughputMiBps: number) => ({ kind: 'ebs', sizeGiB: 100, iops: 8000, throughputMiBps }) as const;
  const one = { replicas: 1, rollout: 'recreate' } as const;

  it('is warned of with what the host moves', () => {
    expect(warned(['g5.xlarge'], volume(500), one)).toEqual([
      [
        'HostSlowerThanVolume',
        "is 'data' with 500 MiB/s, and g5.xlarge of fleet 'general' moves 417 to and from all its volumes",
      ],
    ]);
  });

  it('is not where the host keeps up', () => {
    expect(warned(['g5.xlarge'], volume(417), one)).toEqual([]);
  });
});

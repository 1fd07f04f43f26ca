import { familyOf, type InstanceType } from '../catalog/ec2-instances';
import type { Problem } from '../errors';

/**
 * Families whose GPUs the NVIDIA image of Amazon Linux 2023 has no driver for; the image of Amazon Linux 2 has, and AWS Batch makes no new
 * compute environments with it since 2026-06-30.
 * Source: AWS Batch API reference, Ec2Configuration, imageType ECS_AL2023_NVIDIA, 2026-11.
 */
const NO_NVIDIA_IMAGE = new Set(['g2', 'g3', 'g3s', 'p2', 'p3', 'p3dn']);

/** Why AWS Batch could do nothing with a host of this type; undefined where it can. */
export function unusableBecause(type: InstanceType): Omit<Problem, 'field'> | undefined {
  const vendor = type.accelerator?.vendor;
  if (vendor === 'amd' || vendor === 'qualcomm') {
    return {
      code: 'UnschedulableAccelerator',
      problem: `is '${type.type}', whose accelerators are of ${vendor}, and AWS Batch can give these to no job`,
      fix: 'use types with NVIDIA or AWS accelerators, or none',
    };
  }
  if (vendor !== 'nvidia' || (type.arch === 'amd64' && !NO_NVIDIA_IMAGE.has(familyOf(type.type)))) return undefined;
  const why = type.arch === 'arm64' ? 'Graviton' : `the GPUs of ${familyOf(type.type)}`;
  return {
    code: 'NoHostImage',
    problem: `is '${type.type}', and the ECS-optimized image of Amazon Linux 2023 for NVIDIA does not run on ${why}`,
    fix: "use a type of a later generation, such as 'g5.12xlarge'",
  };
}

/** Whether EC2 calls it a previous generation, or it is of before Nitro: it runs, and costs more than what replaced it. */
export function isPreviousGeneration({ type, hypervisor }: InstanceType): boolean {
  return hypervisor === 'xen' || familyOf(type) === 'a1';
}

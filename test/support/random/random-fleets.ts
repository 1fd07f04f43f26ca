import fc from 'fast-check';
import { type InstanceType, instanceTypes, trunkingSupported } from '../../../src/catalog/ec2-instances';
import { QUOTAS } from '../../../src/catalog/quotas';
import type { FleetInput } from '../../../src/spec/fleet';
import type { Draw } from './draw';
import { label } from './label';

type Kind = 'amd64' | 'arm64' | 'gpu' | 'neuron';

/** Types with room for a few containers and no more than a task may ask for, by what one machine image runs on. */
const POOLS: Readonly<Record<Kind, readonly InstanceType[]>> = {
  amd64: typesThat((t) => t.arch === 'amd64' && t.accelerator === undefined),
  arm64: typesThat((t) => t.arch === 'arm64' && t.accelerator === undefined),
  gpu: typesThat((t) => t.arch === 'amd64' && t.gpus > 0),
  neuron: typesThat((t) => t.arch === 'amd64' && t.accelerator?.vendor === 'aws'),
};

const FLAVOURS: Readonly<Record<Kind, string>> = {
  amd64: 'hvm-2023.0.20251120-kernel-6.1-x86_64',
  arm64: 'hvm-2023.0.20251120-kernel-6.1-arm64',
  gpu: 'gpu-hvm-2023.0.20251120-kernel-6.1-x86_64',
  neuron: 'neuron-hvm-2023.0.20251120-kernel-6.1-x86_64',
};

function typesThat(fits: (type: InstanceType) => boolean): InstanceType[] {
  return [...instanceTypes().values()].filter(
    (t) => fits(t) && t.vcpu >= 4 && t.vcpu <= 96 && t.memoryMiB >= 8192 && (t.enis ?? 0) >= 2,
  );
}

/** A fleet without accelerators that is often called 'general', and others beside it. */
export function randomFleets(draw: Draw, zones: readonly string[]): Record<string, FleetInput> {
  const kinds: Kind[] = [draw.one('amd64', 'arm64')];
  if (draw.chance(0.7)) kinds.push('gpu');
  if (draw.chance(0.4)) kinds.push('arm64');
  if (draw.chance(0.2)) kinds.push('neuron');
  return Object.fromEntries(
    kinds.map((kind, i) => [
      i === 0 && draw.chance(0.6) ? 'general' : label(draw, 'fleet', i),
      randomFleet(draw, kind, zones, Math.floor(MOST_HOSTS / kinds.length)),
    ]),
  );
}

/** Hosts of the smallest fleet: the rules want each to hold all of its services at their fewest replicas. */
export const LEAST_HOSTS = 24;

/** Hosts of a cluster, which its fleets share. */
const MOST_HOSTS = QUOTAS.containerInstancesPerCluster.default;

function randomFleet(draw: Draw, kind: Kind, zones: readonly string[], most: number): FleetInput {
  const types = draw.of(
    fc.uniqueArray(fc.constantFrom(...POOLS[kind]), { minLength: 1, maxLength: draw.one(1, 2, 5) }),
  );
  const maxHosts = draw.one(LEAST_HOSTS, draw.int(LEAST_HOSTS, 80), draw.int(LEAST_HOSTS, most));
  return {
    instanceTypes: types.map(({ type }) => type),
    amiRelease: draw.chance(0.15) ? 'latest' : `al2023-ami-ecs-${FLAVOURS[kind]}`,
    maxHosts,
    ...draw.some<FleetInput>({
      minHosts: () => draw.int(0, maxHosts),
      onDemand: () =>
        draw.some({ base: () => draw.int(0, maxHosts), percentAboveBase: () => draw.one(0, 0, 50, 100) }, 0.8),
      rootGiB: () => draw.one(30, 200, 16_384),
      zones: () => draw.subset(zones, 1),
      trunking: () => draw.chance(0.5) && types.every(trunkingSupported),
      targetCapacityPercent: () => draw.int(1, 100),
      warmupSeconds: () => draw.int(0, 10_000),
    }),
  };
}

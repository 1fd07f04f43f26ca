import type { SystemSpec } from '../spec/system';
import type { VolumeSpec } from '../spec/volume';
import { capabilitiesOf } from '../storage/capabilities';

/** A volume, what it promises, and who has it. */
export interface VolumeExplanation {
  /** `ads/models`. */
  readonly volume: string;
  readonly kind: VolumeSpec['kind'];
  /** GiB; absent where it grows by itself. */
  readonly sizeGiB?: number;
  /** Replicas that may write at once. */
  readonly writers: string;
  /** From where it is the same data. */
  readonly scope: string;
  /** Until when it is there. */
  readonly stays: string;
  /** `ads/bidder at /data (reads)`. */
  readonly mountedBy: readonly string[];
}

/** The volumes of systems, by name. */
export function explainVolumes(systems: readonly SystemSpec[]): VolumeExplanation[] {
  return systems.flatMap(({ name: system, volumes, services, jobs }) => {
    const mounts = Object.entries({ ...services, ...jobs }).flatMap(([workload, spec]) =>
      spec.mounts.map((mount) => ({ workload: `${system}/${workload}`, ...mount })),
    );
    return Object.keys(volumes)
      .sort()
      .map((name): VolumeExplanation => {
        const spec = volumes[name] as VolumeSpec;
        const { writers, scope, survivesTask, survivesDestroy } = capabilitiesOf(spec);
        return {
          volume: `${system}/${name}`,
          kind: spec.kind,
          ...('sizeGiB' in spec && { sizeGiB: spec.sizeGiB }),
          writers,
          scope,
          stays: survivesDestroy
            ? 'when all else goes'
            : survivesTask
              ? 'for the next replica'
              : `as long as its ${scope}`,
          mountedBy: mounts
            .filter((mount) => mount.volume === name)
            .map(({ workload, path, readOnly }) => `${workload} at ${path}${readOnly ? ' (reads)' : ''}`),
        };
      });
  });
}

import { parseSpec } from '../../src/spec/parse';
import { type VolumeInput, type VolumeSpec, volumeSpec } from '../../src/spec/volume';

/** A volume of a laptop: a directory, or a disk of the engine, that is made when a workload mounts it. Throws `SpecError` for a spec that is wrong. */
export class SharedVolume {
  readonly spec: VolumeSpec;

  /** @param name name among the volumes of its system. */
  constructor(
    readonly name: string,
    spec: VolumeInput,
  ) {
    this.spec = parseSpec(`SharedVolume '${name}'`, volumeSpec, spec);
  }
}

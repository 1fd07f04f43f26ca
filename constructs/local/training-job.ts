import type { Container } from '@cdktf/provider-docker/lib/container';
import { Construct } from 'constructs';
import { refuse } from '../../src/errors';
import { checkJobThere } from '../../src/local/check-laptop';
import { jobOnLaptop } from '../../src/local/job-on-laptop';
import type { BuiltImageSpec } from '../../src/spec/built-image';
import { mapValues } from '../../src/spec/map-values';
import { parseSpec } from '../../src/spec/parse';
import { type SystemJobInput, type SystemJobSpec, systemJobSpec } from '../../src/spec/training/system-job';
import { serviceHost } from '../../src/task/endpoint';
import { dependOn } from '../terraform/depend';
import { type Connectable, Connections } from './connections';
import { container } from './container';
import type { LocalPlatform } from './platform';
import type { SharedVolume } from './shared-volume';

/** What `TrainingJob` takes: its spec, and where it runs. */
export interface TrainingJobProps extends SystemJobInput {
  readonly platform: LocalPlatform;
  /** Name of the system it belongs to. */
  readonly system: string;
  /** Name of the job. */
  readonly name: string;
  /** Images that the system builds, by name. @default {} */
  readonly images?: Readonly<Record<string, BuiltImageSpec>>;
  /** Volumes that `mounts` may name. @default {} */
  readonly volumes?: Readonly<Record<string, SharedVolume>>;
  /** Its runs have a period, which whoever starts one says. @default - where its schedule says so */
  readonly hasPeriod?: boolean;
}

/** A job on a laptop: a container that is there and waits for `docker start -a`. Throws `SpecError` for what cannot run here. */
export class TrainingJob extends Construct implements Connectable {
  readonly connections: Connections;
  readonly spec: SystemJobSpec;
  /** The Terraform resource behind it, for `addOverride`. */
  readonly resources: { readonly container: Container };

  constructor(
    scope: Construct,
    id: string,
    { platform, system, name, images = {}, volumes = {}, hasPeriod, ...input }: TrainingJobProps,
  ) {
    super(scope, id);
    const what = `TrainingJob '${this.node.path}'`;
    const spec = parseSpec(what, systemJobSpec, input);
    const specs = mapValues(volumes, (volume) => volume.spec);
    refuse(what, checkJobThere(spec, { images, volumes: specs }));
    const workload = serviceHost(system, name);
    this.spec = spec;
    this.connections = new Connections({ platform, name: workload, endpoints: [] });
    platform.networks.add(workload, 1, true);
    const plan = () =>
      jobOnLaptop(spec, {
        ...platform.context(images),
        system,
        name,
        volumes: specs,
        callees: this.connections.callees,
        networks: platform.networks.placesOf(workload),
        after: {},
        hasPeriod: hasPeriod ?? spec.schedule?.period !== undefined,
      });
    const made = container(this, workload, { platform, plan, others: () => undefined });
    const directories = platform.prepare(plan().mounts, system, specs);
    if (directories !== undefined) dependOn(made, directories);
    this.resources = { container: made };
  }
}

import type { Container } from '@cdktf/provider-docker/lib/container';
import { Construct } from 'constructs';
import { refuse } from '../../src/errors';
import { checkServiceThere } from '../../src/local/check-laptop';
import { DIRECTORIES } from '../../src/local/prepare-directories';
import { serviceOnLaptop } from '../../src/local/service-on-laptop';
import { replicaName } from '../../src/naming/local-names';
import type { BuiltImageSpec } from '../../src/spec/built-image';
import { mapValues } from '../../src/spec/map-values';
import { parseSpec } from '../../src/spec/parse';
import { type ServiceInput, type ServiceSpec, serviceSpec } from '../../src/spec/service';
import { endpointsOf, serviceHost } from '../../src/task/endpoint';
import { dependOn } from '../terraform/depend';
import { type Connectable, Connections } from './connections';
import { container } from './container';
import type { LocalPlatform } from './platform';
import type { SharedVolume } from './shared-volume';

/** What `MlService` takes: its spec, and where it runs. */
export interface MlServiceProps extends Omit<ServiceInput, 'replicas'> {
  readonly platform: LocalPlatform;
  /** Name of the system it belongs to: the last part of its address. */
  readonly system: string;
  /** Name of the service: the first part of its address. */
  readonly name: string;
  /** How many run here. @default 1 */
  readonly replicas?: number;
  /** Images that the system builds, by name. @default {} */
  readonly images?: Readonly<Record<string, BuiltImageSpec>>;
  /** Volumes that `mounts` may name. @default {} */
  readonly volumes?: Readonly<Record<string, SharedVolume>>;
}

/** A service on a laptop: the containers that it has on AWS, at the address that it has there. Throws `SpecError` for what cannot run here. */
export class MlService extends Construct implements Connectable {
  readonly connections: Connections;
  readonly spec: ServiceSpec;
  /** The Terraform resources behind it, for `addOverride`: its containers, by name. */
  readonly resources: { readonly containers: Readonly<Record<string, Container>> };
  private readonly first: readonly Container[];

  constructor(
    scope: Construct,
    id: string,
    { platform, system, name, replicas = 1, images = {}, volumes = {}, ...input }: MlServiceProps,
  ) {
    super(scope, id);
    const what = `MlService '${this.node.path}'`;
    const spec = parseSpec(what, serviceSpec, { ...input, replicas });
    const specs = mapValues(volumes, (volume) => volume.spec);
    refuse(what, checkServiceThere(spec, { images, volumes: specs }));
    const workload = serviceHost(system, name);
    this.spec = spec;
    this.connections = new Connections({ platform, name: workload, endpoints: endpointsOf(system, name, spec.ports) });
    platform.networks.add(
      workload,
      replicas * (1 + spec.init.length) + spec.beforeDeploy.length,
      spec.egress.length > 0,
    );
    for (const gateway of platform.register(system, name, spec)) {
      gateway.serves(workload, replicas);
      this.connections.allowFrom(gateway, 'requests of its routes');
    }

    const containers: Record<string, Container> = {};
    const planOf = (replica: number) =>
      serviceOnLaptop(spec, {
        ...platform.context(images),
        system,
        volumes: specs,
        replica: replicas === 1 ? workload : replicaName(workload, replica),
        callees: this.connections.callees,
        networks: platform.networks.placesOf(workload),
        after: {},
        runsTasks: replica === 1,
      });
    this.first = Array.from({ length: replicas }, (_, i) => i + 1).flatMap((replica) =>
      planOf(replica).map((plan, i) => {
        const directories = platform.prepare(plan.mounts, system, specs);
        const others = (other: string) => (other === DIRECTORIES ? directories : containers[other]);
        const made = container(this, plan.name, {
          platform,
          plan: () => planOf(replica)[i] as typeof plan,
          others,
        });
        if (directories !== undefined) dependOn(made, directories);
        containers[plan.name] = made;
        return made;
      }),
    );
    this.resources = { containers };
  }

  /** Lets this start only when another is there: healthy, where that can say so. */
  startAfter(other: MlService): void {
    for (const made of this.first) dependOn(made, ...Object.values(other.resources.containers));
  }
}

import type { Container } from '@cdktf/provider-docker/lib/container';
import type { Image } from '@cdktf/provider-docker/lib/image';
import { Volume } from '@cdktf/provider-docker/lib/volume';
import { TerraformVariable } from 'cdktf';
import { Construct } from 'constructs';
import type { LaptopContext } from '../../src/local/container-on-laptop';
import { gatewaysOf, type LaptopGateway, type UnnamedGateways, unnamedGateways } from '../../src/local/laptop-gateways';
import type { HashOf } from '../../src/local/laptop-plan';
import { directoriesOf, type LaptopDirectory } from '../../src/local/mounts-on-laptop';
import type { LocalContainer } from '../../src/local/plan';
import { prepareDirectories } from '../../src/local/prepare-directories';
import type { BuiltImageSpec } from '../../src/spec/built-image';
import { type LaptopInput, type LaptopSpec, laptopSpec } from '../../src/spec/laptop';
import { parseSpec } from '../../src/spec/parse';
import type { ServiceSpec } from '../../src/spec/service';
import type { VolumeSpec } from '../../src/spec/volume';
import { serviceHost } from '../../src/task/endpoint';
import type { Platform } from '../contract';
import { container } from './container';
import { containerImage } from './container-image';
import { EdgeNetworks } from './edge-networks';
import { Gateway } from './gateway';

/** What `LocalPlatform` takes. */
export interface LocalPlatformProps {
  readonly laptop?: LaptopInput;
  /** Absolute path of what contexts of images start from. */
  readonly root: string;
  /** Absolute path of the directory that holds the volumes. */
  readonly data: string;
  /** The hash of all that an image is built from. */
  readonly hashOf: HashOf;
  /** Which gateways routes and listeners mean that name none. @default - 'gateway', and 'listeners' */
  readonly unnamed?: UnnamedGateways;
}

/** A laptop to build on: what its workloads share. */
export class LocalPlatform extends Construct implements Platform<'local'> {
  readonly target = 'local';
  readonly laptop: LaptopSpec;
  readonly networks: EdgeNetworks;
  private readonly props: LocalPlatformProps;
  private readonly images = new Map<string, Image>();
  private readonly volumes = new Map<string, Volume>();
  private readonly variables = new Map<string, TerraformVariable>();
  private readonly gateways = new Map<string, Gateway>();
  private readonly services = new Map<string, Record<string, ServiceSpec>>();
  private readonly directories = new Map<string, LaptopDirectory>();
  private preparation?: Container;

  /** Throws `SpecError` for settings that are wrong. */
  constructor(scope: Construct, id: string, props: LocalPlatformProps) {
    super(scope, id);
    this.props = props;
    this.laptop = parseSpec('Laptop', laptopSpec, props.laptop ?? {});
    this.networks = new EdgeNetworks(this, 'Networks', this.laptop);
  }

  /** What containers need to know of it. @param builds images of their system, by name. */
  context(builds: Readonly<Record<string, BuiltImageSpec>>): LaptopContext {
    return { laptop: this.laptop, builds, hashOf: this.props.hashOf };
  }

  /** An image, made once. */
  image(plan: Pick<LocalContainer, 'image' | 'build'>): Image {
    const known = this.images.get(plan.image);
    if (known !== undefined) return known;
    const made = containerImage(this, `Image-${idOf(plan.image)}`, plan, this.props.root);
    this.images.set(plan.image, made);
    return made;
  }

  /** Name of a volume that the engine keeps, made once. */
  volume(name: string): string {
    const made =
      this.volumes.get(name) ?? new Volume(this, `Volume-${idOf(name)}`, { name: `${this.laptop.project}-${name}` });
    this.volumes.set(name, made);
    return made.name;
  }

  /** Absolute path of a directory below that of the volumes. */
  directory(path: string): string {
    return path === '' ? this.props.data : `${this.props.data}/${path}`;
  }

  /** The value of a variable that whoever deploys gives: `terraform apply -var-file=secrets.tfvars`. It is in no file of the code, and in the state. */
  variable(name: string, isRequired: boolean): string {
    const known = this.variables.get(name);
    const made =
      known ??
      new TerraformVariable(this, name, { type: 'string', sensitive: isRequired, ...(!isRequired && { default: '' }) });
    if (known === undefined) made.overrideLogicalId(name);
    this.variables.set(name, made);
    return made.stringValue;
  }

  /** The container that makes the directories of a workload's volumes before it starts; undefined where it has none. */
  prepare(
    mounts: LocalContainer['mounts'],
    system: string,
    volumes: Readonly<Record<string, VolumeSpec>>,
  ): Container | undefined {
    const needed = directoriesOf(mounts, system, volumes);
    for (const directory of needed) this.directories.set(directory.path, directory);
    if (needed.length === 0) return undefined;
    this.preparation ??= container(this, 'Directories', {
      platform: this,
      plan: () => this.prepared(),
      others: () => undefined,
    });
    return this.preparation;
  }

  private prepared(): LocalContainer {
    const sorted = [...this.directories.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
    return prepareDirectories(sorted, this.laptop) as LocalContainer;
  }

  /** Takes in a service, and gives the gateways that it hangs on. */
  register(system: string, name: string, spec: ServiceSpec): readonly Gateway[] {
    this.services.set(system, { ...this.services.get(system), [name]: spec });
    const names = this.allGateways().filter(({ backends }) => backends.includes(serviceHost(system, name)));
    return names.map(({ name: gateway }) => this.gateway(gateway));
  }

  /** What a gateway hands on now. */
  handedOn(name: string): LaptopGateway {
    const none = { name, routes: [], listeners: [], backends: [] };
    return this.allGateways().find((gateway) => gateway.name === name) ?? none;
  }

  private gateway(name: string): Gateway {
    const made = this.gateways.get(name) ?? new Gateway(this, `Gateway-${name}`, { platform: this, name });
    this.gateways.set(name, made);
    return made;
  }

  private allGateways(): LaptopGateway[] {
    const systems = [...this.services].map(([name, services]) => ({ name, services }));
    return gatewaysOf(systems, this.props.unnamed ?? unnamedGateways([]));
  }
}

/** What may be in the id of a construct, where a name has '/' and ':'. */
function idOf(name: string): string {
  return name.replaceAll('/', '_');
}

/**
 * What runs on a laptop, in the nouns of a container engine: a Compose file and a stack of Docker's Terraform provider both say this, and nothing
 * that is not in here. Sizes in MiB, times in seconds.
 */
export interface LaptopPlan {
  readonly project: string;
  /** By name. */
  readonly networks: readonly LocalNetwork[];
  /** Volumes that the engine keeps, by name. */
  readonly volumes: readonly string[];
  /** Whoever waits for others comes after them. */
  readonly containers: readonly LocalContainer[];
  /** Files beside the project that containers read, by name. */
  readonly files: Readonly<Record<string, string>>;
  /** Variables that somebody must give, from the file that nobody commits; those that may be empty are not among them. */
  readonly secrets: readonly string[];
  /** Services of other systems that these know and that do not run beside them, `<system>/<service>`. */
  readonly absent: readonly string[];
}

export interface LocalNetwork {
  readonly name: string;
  /** IPv4 range. */
  readonly subnet: string;
  /** It leads nowhere else. */
  readonly isInternal: boolean;
}

/** When a container may start, by another. */
export type StartCondition = 'started' | 'healthy' | 'completed';

/** What is built, with paths from the root of the repository. */
export interface LocalBuild {
  readonly context: string;
  readonly dockerfile: string;
  readonly arguments: Readonly<Record<string, string>>;
  readonly target?: string;
}

/** A variable that is filled from one of whoever starts the project. */
export interface AskedVariable {
  readonly from: string;
  /** Nothing starts without it. */
  readonly isRequired: boolean;
}

export interface LocalMount {
  /** A directory below that of the volumes, a volume that the engine keeps, or a file of the project. */
  readonly from: 'directory' | 'volume' | 'file';
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
}

/** Where a container is in the network: on networks of its own, in the place of another, or nowhere. */
export type LocalPlace =
  | { readonly kind: 'networks'; readonly networks: Readonly<Record<string, readonly string[]>> }
  | { readonly kind: 'beside'; readonly container: string }
  | { readonly kind: 'nowhere' };

/** On these networks, with the names that it has on each; without any it reaches nobody, and nobody it. */
export function placeOn(networks: Readonly<Record<string, readonly string[]>>): LocalPlace {
  return Object.keys(networks).length === 0 ? { kind: 'nowhere' } : { kind: 'networks', networks };
}

export interface LocalHealth {
  readonly test: readonly string[];
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly retries: number;
  readonly startSeconds: number;
}

export interface LocalContainer {
  readonly name: string;
  readonly image: string;
  readonly build?: LocalBuild;
  readonly command?: readonly string[];
  readonly entryPoint?: readonly string[];
  readonly workingDirectory?: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly asked: Readonly<Record<string, AskedVariable>>;
  readonly user: string;
  readonly readOnlyRoot: boolean;
  readonly capabilities: readonly string[];
  /** Options by path. */
  readonly tmpfs: Readonly<Record<string, string>>;
  readonly mounts: readonly LocalMount[];
  readonly place: LocalPlace;
  readonly health?: LocalHealth;
  /** Most cores it may use. */
  readonly cpus?: number;
  /** What it has of the cores when all are busy: 1,024 for each. */
  readonly cpuShares: number;
  readonly memoryMiB?: number;
  readonly shmMiB?: number;
  readonly ulimits: Readonly<Record<string, { readonly soft: number; readonly hard: number }>>;
  readonly gpus: number;
  readonly after: Readonly<Record<string, StartCondition>>;
  readonly stopSeconds: number;
  /** 'service' is started again whenever it ends, 'helper' is not, 'task' runs to its end, 'job' does so when somebody asks for it. */
  readonly life: 'service' | 'helper' | 'task' | 'job';
  /** Ports on loopback. */
  readonly ports: readonly LocalPort[];
}

export interface LocalPort {
  readonly container: number;
  /** Port of the laptop. @default - a free one */
  readonly laptop?: number;
}

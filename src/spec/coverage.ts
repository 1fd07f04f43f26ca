import type { AccessSpec } from './access';
import type { AlarmsSpec } from './alarms';
import type { AuthSpec } from './auth';
import type { BackupsSpec } from './backups';
import type { BeforeDeploySpec } from './before-deploy';
import type { BuiltImageSpec } from './built-image';
import type { ConcurrencySpec } from './concurrency';
import type { containerShape } from './container';
import type { EgressSpec } from './egress';
import type { LivenessSpec, ReadinessSpec } from './health';
import type { ImageFromSpec } from './image-from';
import type { LimitsSpec } from './limits';
import type { MountSpec } from './mount';
import type { PlacementSpec } from './placement';
import type { PortSpec } from './port';
import type { QueueSpec } from './queue';
import type { RolloutSpec } from './rollout';
import type { ListenerSpec, RouteSpec } from './route';
import type { ScalingSpec } from './scaling';
import type { SecretSpec } from './secret';
import type { AllowSpec, InitSpec, ServiceSpec, SidecarSpec } from './service';
import type { SloSpec } from './slo';
import type { SystemInput } from './system';
import type { TelemetrySpec } from './telemetry';
import type { JobSchedule } from './training/job-schedule';
import type { RetriesSpec } from './training/retries';
import type { SystemJobSpec } from './training/system-job';
import type { VolumeKind, VolumeOf } from './volume';

/**
 * What becomes of a field of a spec in one world: what is built there changes with it; it does, but less than the field says, or only under a
 * condition; or nothing does. Reasons are sentences for whoever wrote the field.
 */
export type Coverage = 'rendered' | { readonly partly: string } | { readonly ignored: string };

/** The nouns of a system, and what each says. */
export type CoveredSpecs = {
  readonly system: SystemInput;
  readonly image: BuiltImageSpec;
  readonly service: ServiceSpec;
  readonly sidecar: SidecarSpec;
  readonly init: InitSpec;
  readonly beforeDeploy: BeforeDeploySpec;
  readonly port: PortSpec;
  readonly route: RouteSpec;
  readonly listener: ListenerSpec;
  readonly health: ServiceSpec['health'];
  readonly liveness: LivenessSpec;
  readonly readiness: ReadinessSpec;
  readonly limits: LimitsSpec;
  readonly mount: MountSpec;
  readonly secret: SecretSpec;
  readonly allow: Exclude<AllowSpec, string>;
  readonly job: SystemJobSpec;
  readonly schedule: JobSchedule;
  readonly retries: RetriesSpec;
  readonly checkpoint: NonNullable<SystemJobSpec['checkpoint']>;
  readonly queue: QueueSpec;
} & { readonly [K in VolumeKind]: VolumeOf<K> };

/** What AWS alone does: a laptop ignores each of these whole, or looks only at whether there is one. */
export interface OperatedSpecs {
  readonly access: AccessSpec;
  readonly alarms: AlarmsSpec;
  readonly auth: AuthSpec;
  readonly backups: BackupsSpec;
  readonly egress: EgressSpec;
  readonly imageFrom: ImageFromSpec;
  readonly maxConcurrencyPerReplica: ConcurrencySpec;
  readonly placement: PlacementSpec;
  readonly rollout: Exclude<RolloutSpec, string>;
  readonly scaling: ScalingSpec;
  readonly slo: SloSpec;
  readonly telemetry: TelemetrySpec;
}

export type CoveredNoun = keyof CoveredSpecs;
/** Names of all fields of a spec, those of each arm of a union; the kind of a volume is the noun itself. */
export type FieldsOf<Spec> = Spec extends unknown ? Exclude<keyof Spec, 'kind'> : never;

/** What containers of every kind say, and what jobs say of it too. */
export type ContainerCoverage = Readonly<Record<keyof typeof containerShape, Coverage>>;
export type JobContainerCoverage = Omit<ContainerCoverage, 'entryPoint' | 'workingDirectory' | 'health'>;

/** What becomes of each field in one world: it does not compile while one is missing. What a field holds that is a noun itself has a table of its own. */
export type CoverageTable = CoverageOf<CoveredSpecs>;
export type OperatedCoverageTable = CoverageOf<OperatedSpecs>;
type CoverageOf<Specs> = { readonly [N in keyof Specs]: { readonly [F in FieldsOf<Specs[N]>]-?: Coverage } };

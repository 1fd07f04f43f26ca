import type { BuiltImageInput } from '../../spec/built-image';
import type { PortSpec } from '../../spec/port';
import type { ServiceInput } from '../../spec/service';
import type { ReadFile } from '../project-path';
import type { Update } from './deploy-fields';

/** What the fields of a service need to know that they do not say. */
export interface ComposeContext {
  /** Name of the system that it becomes. */
  readonly system: string;
  /** The project's directory, from the root of the repository. */
  readonly directory: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly readFile: ReadFile;
}

/** A port of a container, and what Compose says of it. */
export interface DraftPort {
  readonly number: number;
  readonly protocol?: PortSpec['protocol'];
  readonly name?: string;
  /** The port of the host that leads to it, where it is for others than the host itself. */
  readonly published?: number;
}

/** A place in a container where files of somewhere else are. */
export interface DraftMount {
  readonly field: string;
  /** Name of a volume of the project, or a path of the host. */
  readonly source: string;
  readonly isHostPath: boolean;
  readonly path: string;
  readonly readOnly: boolean;
  readonly subPath?: string;
}

export interface DraftDependency {
  readonly field: string;
  readonly name: string;
  readonly condition: string;
  readonly required: boolean;
}

/** A service while its fields are read; what concerns others is settled when all have been read. */
export interface ServiceDraft {
  readonly source: string;
  /** Its legal name. */
  readonly name: string;
  readonly context: ComposeContext;
  /** What is already as the spec has it. */
  readonly spec: Partial<ServiceInput>;
  build?: BuiltImageInput;
  readonly environment: Record<string, string>;
  /** Variables of its env files, which `environment` goes over. */
  readonly fromFiles: Record<string, string>;
  readonly ports: DraftPort[];
  readonly mounts: DraftMount[];
  readonly dependsOn: DraftDependency[];
  /** Services it is linked to. */
  readonly links: { readonly field: string; readonly name: string }[];
  /** Networks it joins; undefined for the default one. */
  networks?: readonly string[];
  /** Other names under which it is called. */
  readonly aliases: string[];
  readonly promised: { cpus?: number; memoryMiB?: number };
  readonly limits: { cpus?: number; memoryMiB?: number };
  /** A share of the cores as the kernel's scheduler has it, in microseconds. */
  quota?: { readonly microseconds?: number; readonly period?: number };
  /** How many are replaced at a time. */
  update?: Update;
  /** It ends by itself, and that is how it should be. */
  runsOnce?: boolean;
}

export function serviceDraft(source: string, name: string, context: ComposeContext): ServiceDraft {
  return {
    source,
    name,
    context,
    spec: {},
    environment: {},
    fromFiles: {},
    ports: [],
    mounts: [],
    dependsOn: [],
    links: [],
    aliases: [],
    promised: {},
    limits: {},
  };
}

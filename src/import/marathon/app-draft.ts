import type { ServiceInput } from '../../spec/service';
import type { VolumeInput } from '../../spec/volume';
import type { DraftMount } from '../compose/service-draft';
import type { PodContainer } from './pod-fields';

/** A port that an app listens on, in the order in which Marathon numbers them. */
export interface AppPort {
  /** 0 where Mesos picks one, and tells it. */
  number: number;
  name?: string;
  /** Where Marathon-LB listens for it; 0 where that was picked too. */
  servicePort: number;
}

/** A health check as Marathon has it, with its defaults (Marathon documentation, "Health checks", 2026-11). */
export interface AppCheck {
  readonly field: string;
  protocol: string;
  path: string;
  portIndex: number;
  port?: number;
  command?: string;
  graceSeconds: number;
  intervalSeconds: number;
  timeoutSeconds: number;
  failures: number;
  codes?: string;
}

/** What Marathon-LB was told of one port. */
export interface LbPort {
  group?: string;
  hosts: string[];
  paths: string[];
  port?: number;
  mode?: string;
  enabled: boolean;
}

/** An app or a pod while its fields are read. */
export interface AppDraft {
  /** Its absolute id: '/product/service/web'. */
  readonly id: string;
  /** Where it stands in the document; '' for the whole of it. */
  readonly field: string;
  /** Its legal name. */
  readonly name: string;
  readonly system: string;
  readonly spec: Partial<ServiceInput>;
  readonly environment: Record<string, string>;
  /** Variables that are secrets of the app, each with where it is said. */
  readonly secretVariables: { readonly field: string; readonly variable: string; readonly secret: string }[];
  /** Where secrets are, by the app's name for them. */
  readonly secretSources: Map<string, string>;
  readonly ports: AppPort[];
  /** Labels of Marathon-LB for all ports, and by the index of one. */
  readonly lb: Map<number, LbPort>;
  lbGroup?: string;
  readonly checks: AppCheck[];
  readonly readiness: AppCheck[];
  readonly mounts: DraftMount[];
  readonly volumes: Map<string, VolumeInput>;
  /** Containers of a pod that run beside its service. */
  beside?: readonly PodContainer[];
  /** Whether it has the network of its host, where Mesos picks ports. */
  isHostNetwork: boolean;
  single: boolean;
}

export function appDraft(at: Pick<AppDraft, 'id' | 'field' | 'name' | 'system'>): AppDraft {
  return {
    ...at,
    spec: {},
    environment: {},
    secretVariables: [],
    secretSources: new Map(),
    ports: [],
    lb: new Map(),
    checks: [],
    readiness: [],
    mounts: [],
    volumes: new Map(),
    isHostNetwork: false,
    single: false,
  };
}

/** What Marathon-LB knows of a port, where nothing is said yet. */
export function lbPort(draft: AppDraft, index: number): LbPort {
  const known = draft.lb.get(index) ?? { hosts: [], paths: [], enabled: true };
  draft.lb.set(index, known);
  return known;
}

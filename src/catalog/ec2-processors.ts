import { familyOf, type InstanceType } from './ec2-instances';
import data from './ec2-processors.json';

/** What a vCPU of an instance type is. */
export interface Processor {
  /** `Intel`, `AMD`, `AWS Graviton`; absent where the source does not know it. */
  readonly maker?: string;
  /** Threads that share a core: with 2 a vCPU is half a core, with 1 it is a core. */
  readonly threadsPerCore: number;
}

const catalog = data as {
  source: string;
  date: string;
  processors: { maker: string; threadsPerCore: number; families: string[] }[];
};

/** Where the facts come from, and when they were true. */
export const PROCESSOR_CATALOG = { source: catalog.source, date: catalog.date } as const;

const byFamily: ReadonlyMap<string, Processor> = new Map(
  catalog.processors.flatMap(({ families, ...processor }) => families.map((family) => [family, processor] as const)),
);

/**
 * The processor of an instance type; undefined for what the catalog does not know.
 * No 64-bit ARM type has more than one thread to a core (EC2 User Guide, "CPU options for Amazon EC2 instances", read 2026-11-22).
 */
export function processorOf({ type, arch }: Pick<InstanceType, 'type' | 'arch'>): Processor | undefined {
  return byFamily.get(familyOf(type)) ?? (arch === 'arm64' ? { threadsPerCore: 1 } : undefined);
}

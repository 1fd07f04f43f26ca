import type { EnvironmentInput } from '../../../src/spec/environment';
import type { SystemInput } from '../../../src/spec/system';

/** Terraform as someone would write it by hand: arguments by resource type and name. */
export type HandWritten = Readonly<Record<string, Readonly<Record<string, object>>>>;

/**
 * What a refusal is worth: the same mistake, written by hand, is a plan that Terraform is happy with, and an apply that fails or never ends.
 * Three proofs: the rules refuse the spec with this code, the nearest legal spec synthesizes, and the real provider plans the hand-written one.
 */
export interface RefusedCase {
  /** Code of the refusal. */
  readonly code: string;
  /** What is wrong, as a phrase: `a rollout that may neither stop nor start a replica`. */
  readonly what: string;
  /** What AWS does with it, and where that is written. */
  readonly awsSays: string;
  readonly refused: SystemInput;
  readonly legal: SystemInput;
  /** Where both of them are deployed. @default - the example's `dev` */
  readonly environment?: EnvironmentInput;
  /** Where the legal one is deployed, when it is the environment that is mended. @default - `environment` */
  readonly legalEnvironment?: EnvironmentInput;
  /** The mistake without Stowage. Names of resources are of this case alone; what exists already is a literal id. */
  readonly terraform: HandWritten;
}

import type { Problem } from '../errors';
import type { Action } from './action';
import type { AttributeChange } from './attribute-changes';
import type { CostChange } from './cost';
import type { NetworkChange } from './network-rules';
import type { PermissionChange } from './permission-change';
import type { Cause } from './replacement';
import type { Risk } from './risk';

/** One plan of one stack, as it was given. */
export interface PlanInput {
  /** Name of the stack. */
  readonly stack: string;
  /** What `terraform show -json` prints, read as JSON. */
  readonly document: unknown;
  /** Stacks that are applied before it. @default [] */
  readonly dependencies?: readonly string[];
  /** Path of the construct that made a resource, by address. @default {} */
  readonly constructs?: Readonly<Record<string, string>>;
  /** It was planned with values that nobody knows yet, of stacks that were never applied. @default - with what is there */
  readonly provisional?: { readonly of: readonly string[]; readonly values: readonly string[] };
  /** What else is to be told of it, a phrase each. @default [] */
  readonly notes?: readonly string[];
}

/** Something that a change may do. */
export interface RiskFound {
  readonly risk: Risk;
  /** What happens, in words of ours. */
  readonly says: string;
  /** What of the plan it is about, in its own words. */
  readonly of?: string;
}

/** A resource and what a plan does with it. Nothing in it is secret. */
export interface ResourcePreview {
  readonly address: string;
  readonly type: string;
  readonly action: Action;
  /** The actions as Terraform writes them. */
  readonly actions: readonly string[];
  /** Made anew before the old one goes. */
  readonly isCreatedFirst?: true;
  /** What is destroyed was replaced before, and is no longer in use. */
  readonly deposed?: string;
  readonly previousAddress?: string;
  /** What it is imported by. */
  readonly importId?: string;
  readonly reason?: string;
  /** Path of the construct. */
  readonly construct?: string;
  readonly isProtected?: true;
  readonly attributes: readonly AttributeChange[];
  /** Why it is replaced, from the attribute that forces it to where that began. */
  readonly causes: readonly (readonly Cause[])[];
  /** Addresses of what changes too and it reads. */
  readonly reads: readonly string[];
  readonly risks: readonly RiskFound[];
}

export interface OutputPreview {
  readonly name: string;
  readonly action: Action;
  readonly attributes: readonly AttributeChange[];
}

export interface FailedCheck {
  readonly address: string;
  /** `fail`, `error` or `unknown`. */
  readonly status: string;
  readonly messages: readonly string[];
}

/** A change that waits for a later plan. */
export interface DeferredPreview {
  readonly address: string;
  readonly reason: string;
}

/** What others have changed. */
export interface DriftPreview {
  /** What the plan reacts to, and what remembers or serves. */
  readonly relevant: readonly ResourcePreview[];
  /** How many others there are. */
  readonly others: number;
}

/** What the plan of one stack does. */
export interface StackPreview {
  readonly stack: string;
  readonly terraform: string;
  /** Stacks that are applied before it. */
  readonly dependencies: readonly string[];
  readonly changes: readonly ResourcePreview[];
  readonly unchanged: number;
  readonly permissions: readonly PermissionChange[];
  readonly network: readonly NetworkChange[];
  /** What is paid for by the hour, and changes. */
  readonly costs: readonly CostChange[];
  readonly drift: DriftPreview;
  readonly outputs: readonly OutputPreview[];
  readonly checks: readonly FailedCheck[];
  readonly deferred: readonly DeferredPreview[];
  /** The plan failed: it cannot be applied, and tells only as much as there was before it did. */
  readonly isErrored: boolean;
  /** What must not be applied whatever anybody allows. */
  readonly findings: readonly Problem[];
  /** Stacks that were never applied: what it reads of them is made up, and marked `(provisional)`. */
  readonly provisional: readonly string[];
  /** What else of its code is another: providers, data sources, variables. */
  readonly notes: readonly string[];
  /** Fields and actions that this version does not know. */
  readonly unrecognised: readonly string[];
}

/** A stack whose plan failed. Where it was written all the same, it is among the others too. */
export interface FailedStack {
  readonly stack: string;
  /** What Terraform said. */
  readonly message: string;
}

/** What the plans of one deploy do, in the order in which they are applied. */
export interface Preview {
  /** Of code alone: nobody asked what is there. */
  readonly isCode?: true;
  readonly stacks: readonly StackPreview[];
  readonly failures: readonly FailedStack[];
}

/** A stack as a raw cdktf program has to build it: every value ready but for what only cdktf can give, a reference to another resource. */
export interface RawStack {
  readonly name: string;
  /** Names of the stacks that are deployed before it. */
  readonly dependencies: readonly string[];
  readonly backendPath: string;
  readonly providerVersion: string;
  readonly provider: Json;
  /** Each after those that it refers to, as one would write them. */
  readonly elements: readonly RawElement[];
}

/** A resource, a state that is read, or an output. */
export interface RawElement {
  readonly kind: 'resource' | 'state' | 'output';
  /** Terraform's: `aws_ecs_service`. */
  readonly type: string;
  readonly id: string;
  /** As the provider's class takes it, without what the other fields add. */
  readonly config: Json;
  /** Elements of `dependsOn`, by their place. */
  readonly needs: readonly number[];
  readonly holes: readonly Hole[];
  /** Where a JSON document with references stands. */
  readonly documents: readonly Path[];
}

/** A place in a config that holds references, and the text around them. */
export interface Hole {
  readonly path: Path;
  readonly parts: readonly (string | Reference)[];
}

/** An attribute of an element of the same stack, or an output of another stack. */
export type Reference =
  | { readonly element: number; readonly attribute: string }
  | { readonly element: number; readonly output: string; readonly keys: readonly string[] };

export type Path = readonly string[];
export type Json = Record<string, unknown>;

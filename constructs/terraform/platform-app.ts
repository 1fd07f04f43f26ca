import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, type AppConfig, TerraformElement, TerraformStack } from 'cdktf';
import { refuse } from '../../src/errors';
import { checkKeyPolicies } from '../../src/rules/check-key-policies';
import { type Answer, answer, parseAcknowledgements, problemsOf } from '../../src/security/acknowledge';
import { judge } from '../../src/security/judge';
import { type CodeStack, readCode } from '../../src/security/read-code';
import type { Severity } from '../../src/security/rule';
import { muteTokenStacks } from './synth-speed';

/** How strict `checkSecurity` is, and what it may let through. */
export interface SecurityOptions {
  /** What `acknowledged.json` holds: findings that are known, one by one. @default - none is */
  readonly acknowledged?: unknown;
  /** The day: acknowledgements end. '2026-11-23'. */
  readonly today: string;
  /** The least grave that is refused. @default 'medium' */
  readonly refuse?: Severity;
}

/** A cdktf app that does not let through what cdktf lets through in silence. See `inspect`. */
export class PlatformApp extends App {
  /** What was synthesized, after every override; nothing before `synth`. */
  private readonly synthesized: CodeStack[] = [];

  constructor(config: AppConfig = {}) {
    muteTokenStacks();
    super(config);
  }

  override synth(): void {
    for (const stack of stacksOf(this)) refuseMergedElements(stack);
    super.synth();
    this.synthesized.length = 0;
    for (const stack of stacksOf(this)) {
      const file = join(this.outdir, 'stacks', stack.node.id, 'cdk.tf.json');
      if (!existsSync(file)) continue;
      const json = readFileSync(file, 'utf8');
      inspect(stack.node.id, json);
      refuse(`Stack '${stack.node.id}'`, checkKeyPolicies(json));
      this.synthesized.push({ name: stack.node.id, document: JSON.parse(json) as unknown });
    }
  }

  /**
   * Judges by the rules of security what was synthesized, so that no override passes them by. Call it after `synth`.
   * Throws `SpecError` for all that has no reason, code `SecurityFinding`, and for reasons that are over or that nothing needs, codes
   * `ExpiredAcknowledgement`, `UnusedAcknowledgement`, `UnknownRule`, `DuplicateAcknowledgement`.
   */
  checkSecurity({ acknowledged = [], today, refuse: threshold = 'medium' }: SecurityOptions): Answer {
    const judged = judge(readCode(this.synthesized));
    const answered = answer(judged, { acknowledged: parseAcknowledgements(acknowledged), today, threshold });
    refuse('What was synthesized', problemsOf(answered));
    return answered;
  }
}

function stacksOf(app: App): TerraformStack[] {
  return app.node.findAll().filter(TerraformStack.isStack);
}

/** Two elements of one type and logical id would be merged into one resource, without a word. */
function refuseMergedElements(stack: TerraformStack): void {
  const seen = new Map<string, string>();
  for (const node of stack.node.findAll()) {
    if (!TerraformElement.isTerraformElement(node)) continue;
    const type = (node as unknown as { terraformResourceType?: string }).terraformResourceType;
    if (type === undefined) continue;
    const address = `${type}.${node.friendlyUniqueId}`;
    const other = seen.get(address);
    if (other !== undefined) throw new Error(`'${other}' and '${node.node.path}' would both be ${address}; rename one`);
    seen.set(address, node.node.path);
  }
}

/**
 * Refuses synthesized text that Terraform would take for something else: a late-bound value that was altered on its way (and would be
 * written as a marker or as a huge negative number), or an implicit reference to another stack (which would change the other stack).
 */
export function inspect(stack: string, json: string): void {
  const leaked = /TfToken\[[^\]]*\]|tftoken\[[^\]]*\]|-?\d(?:\.\d+)?e\+2\d\d/i.exec(json);
  if (leaked !== null)
    throw new Error(`stack '${stack}' holds an unresolved value near: ${around(json, leaked.index)}`);
  const implicit = /cross-stack-output-[\w-]+/.exec(json);
  if (implicit !== null)
    throw new Error(
      `stack '${stack}' holds an implicit reference to another stack, ${implicit[0]}; read the contract instead`,
    );
  const outside = danglingReference(json);
  if (outside !== undefined)
    throw new Error(`stack '${stack}' refers to ${outside}, which is not in it; read the contract instead`);
}

/** The first `${type.name...}` whose resource or data source the stack does not have. */
function danglingReference(json: string): string | undefined {
  const stack = JSON.parse(json) as Record<'resource' | 'data', Record<string, Record<string, unknown>> | undefined>;
  for (const [, kind, type = '', name = ''] of json.matchAll(REFERENCE)) {
    const declared = kind === undefined ? stack.resource : stack.data;
    if (declared?.[type]?.[name] === undefined) return `${kind ?? ''}${type}.${name}`;
  }
  return undefined;
}

/** A reference that begins an expression; `$${` is text. */
const REFERENCE = /(?<!\$)\$\{(data\.)?([a-z][a-z0-9]*_[a-z0-9_]+)\.([A-Za-z][\w-]*)[.[}]/g;

function around(text: string, index: number): string {
  return text.slice(Math.max(0, index - 60), index + 60).replace(/\s+/g, ' ');
}

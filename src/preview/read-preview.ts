import { type Problem, refuse, SpecError } from '../errors';
import { parseSpec } from '../spec/parse';
import { type PricesInput, pricesSpec } from '../spec/prices';
import type { FailedStack, PlanInput, Preview } from './model';
import { type PlanJson, parsePlan } from './plan-json';
import { readStack } from './read-stack';
import { Redactor } from './redact';
import { secretValues } from './secret-values';
import { inOrder } from './stack-order';

/** No plan is deeper: what is reads itself to death. */
const DEEPEST = 200;

/**
 * What plans do, all of one deploy at once: what is secret in one of them is hidden in all. In the order in which they are applied.
 * Throws `SpecError`, codes `NoPlans`, `NotAPlan`, `PlanFormat`, `PlanTooDeep` and those of fields that are missing or of another type;
 * it repeats no secret either.
 */
export function readPreview(
  inputs: readonly PlanInput[],
  { failures = [], allDrift = false, prices = {}, isCode = false }: ReadOptions = {},
): Preview {
  refuse('Preview', inputs.length + failures.length === 0 ? [NO_PLANS] : []);
  for (const { stack, document } of inputs) refuse(`Plan of '${stack}'`, checkDepth(document));
  const redactor = new Redactor(
    secretValues(inputs.map(({ document }) => document)),
    inputs.flatMap(({ provisional }) => provisional?.values ?? []),
  );
  const read = inputs.map((input) => {
    const stack = redactor.text(input.stack);
    return readStack({ ...input, stack }, parsed(stack, input.document, redactor), {
      redactor,
      allDrift,
      prices: parseSpec('Prices', pricesSpec, prices),
    });
  });
  const dependencies = new Map(
    inputs.map(({ stack, dependencies = [] }) => [redactor.text(stack), dependencies.map((one) => redactor.text(one))]),
  );
  return {
    ...(isCode && { isCode }),
    stacks: inOrder(read, dependencies),
    failures: failures.map(({ stack, message }) => ({
      stack: redactor.text(stack),
      message: redactor.failure(message),
    })),
  };
}

interface ReadOptions {
  /** Stacks whose plan failed. @default [] */
  readonly failures?: readonly FailedStack[];
  /** Tells all that others changed. @default - what the plans react to */
  readonly allDrift?: boolean;
  /** Prices that the catalog lacks, or that are better known. @default {} */
  readonly prices?: PricesInput;
  /** They are differences of code. @default false */
  readonly isCode?: boolean;
}

const NO_PLANS: Problem = {
  code: 'NoPlans',
  field: '',
  problem: 'has no plan',
  fix: "give the JSON of at least one plan: 'terraform show -json <plan file>'",
};

function parsed(stack: string, document: unknown, redactor: Redactor): PlanJson {
  try {
    return parsePlan(`Plan of '${stack}'`, document);
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    // A refusal says the value that it refuses.
    throw new SpecError(redactor.text(error.what), redactor.all(error.problems));
  }
}

/** Looks at a document layer by layer: nothing that would follow it down may meet one without end. */
function checkDepth(document: unknown): Problem[] {
  let layer = [document].filter(isObject);
  for (let depth = 0; layer.length > 0; depth++) {
    if (depth > DEEPEST) return [TOO_DEEP];
    const below: object[] = [];
    for (const value of layer) for (const inner of Object.values(value)) if (isObject(inner)) below.push(inner);
    layer = below;
  }
  return [];
}

const TOO_DEEP: Problem = {
  code: 'PlanTooDeep',
  field: '',
  problem: `has values more than ${DEEPEST} levels deep`,
  fix: 'give a plan as Terraform wrote it',
};

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

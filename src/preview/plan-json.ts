import { z } from 'zod';
import { type Problem, refuse } from '../errors';
import { parseSpec, valueAt } from '../spec/parse';

/** The major version of the format that is understood. A minor one adds fields, and takes none away (Terraform, "JSON output format", 2026-11). */
const FORMAT = 1;

const SHOW = "give what 'terraform show -json <plan file>' prints";

const change = z
  .object({
    actions: z
      .array(z.string())
      .describe(
        "What is done, in order: 'no-op', 'create', 'read', 'update', 'delete', 'forget', and what comes to be.",
      ),
    before: z.unknown().optional().describe('The resource as it is. @default - it is not there'),
    after: z
      .unknown()
      .optional()
      .describe('The resource as it is to be, without what is not known yet. @default - it goes'),
    after_unknown: z
      .unknown()
      .optional()
      .describe('Of the same shape as `after`: true for what is not known yet. @default - all is known'),
    before_sensitive: z
      .unknown()
      .optional()
      .describe('Of the same shape as `before`: true for what nobody may see. @default - all may be seen'),
    after_sensitive: z
      .unknown()
      .optional()
      .describe('Of the same shape as `after`: true for what nobody may see. @default - all may be seen'),
    importing: z.unknown().optional().describe('What the resource is imported by. @default - it is not imported'),
    replace_paths: z
      .array(z.array(z.union([z.string(), z.number()])))
      .optional()
      .describe('Paths of the attributes that force a replacement. @default - none does'),
  })
  .describe('What happens to the resource.');

const resourceChange = z
  .object({
    address: z.string().describe('Address of the resource in the configuration.'),
    previous_address: z.string().optional().describe('Address that it had before. @default - the same'),
    mode: z.string().describe("'managed', or 'data' for what is only read."),
    type: z.string().describe('Type of the resource.'),
    deposed: z
      .string()
      .optional()
      .describe('Key of an object that was replaced, and is still to be destroyed. @default - it is the object itself'),
    action_reason: z
      .string()
      .optional()
      .describe("Why it is done, where Terraform says that: 'replace_by_request'. @default - it does not"),
    change,
  })
  .describe('A resource and what happens to it.');

const deferred = z
  .object({
    reason: z.string().optional().describe('Why it waits for a later plan. @default - nobody says'),
    resource_change: resourceChange.optional().describe('What waits. @default - nobody says'),
  })
  .describe('A change that this plan does not make.');

const check = z
  .object({
    address: z.unknown().optional().describe('What is checked. @default - nobody says'),
    status: z.string().optional().describe("'pass', 'fail', 'error' or 'unknown'. @default - nobody says"),
    instances: z.unknown().optional().describe('How each instance did, with its problems. @default - there is none'),
  })
  .describe('A condition of the configuration.');

/** The part of Terraform's plan JSON that is read. What else there is, is left alone. */
export const planJson = z.object({
  format_version: z.string().describe("Version of the format: '1.2'."),
  terraform_version: z.string().optional().describe('Who planned. @default - nobody says'),
  timestamp: z.string().optional().describe('When it was planned. @default - nobody says'),
  planned_values: z.unknown().describe('What will be there in the end. Only plans have it.'),
  resource_changes: z.array(resourceChange).default([]).describe('Every resource of the plan. @default []'),
  resource_drift: z
    .array(resourceChange)
    .default([])
    .describe('What others have changed since the last apply, where that matters to the plan. @default []'),
  output_changes: z.record(z.string(), change).default({}).describe('Every output of the plan. @default {}'),
  deferred_changes: z.array(deferred).default([]).describe('What waits for a later plan. @default []'),
  checks: z.array(check).default([]).describe('Conditions of the configuration, and how they did. @default []'),
  relevant_attributes: z
    .array(
      z
        .object({
          resource: z.string().describe('Address of the resource.'),
          attribute: z.array(z.union([z.string(), z.number()])).describe('Path of the attribute.'),
        })
        .describe('An attribute that the plan depends on.'),
    )
    .default([])
    .describe('Attributes that decided what is planned. @default []'),
  configuration: z.unknown().optional().describe('What was written, with its references. @default - it is not there'),
  complete: z.boolean().default(true).describe('Nothing is left for a later plan. @default true'),
  errored: z.boolean().default(false).describe('The plan failed, and cannot be applied. @default false'),
});

export type PlanJson = z.output<typeof planJson>;
export type ResourceChange = PlanJson['resource_changes'][number];
export type Change = ResourceChange['change'];

/**
 * A plan in a JSON document, as `terraform show -json` and `tofu show -json` print it.
 * @param what the document, as a noun: `Plan 'plan.json'`.
 * Throws `SpecError` for anything else, codes `NotAPlan` and `PlanFormat`.
 */
export function parsePlan(what: string, document: unknown): PlanJson {
  refuse(what, checkPlan(document));
  return parseSpec(what, planJson, document);
}

function checkPlan(document: unknown): Problem[] {
  const version = valueAt(document, ['format_version']);
  if (typeof version === 'string' && Number.parseInt(version, 10) !== FORMAT)
    return [
      {
        code: 'PlanFormat',
        field: 'format_version',
        problem: `is '${version}', and only ${FORMAT}.x is understood`,
        fix: 'use a newer Stowage, or the Terraform that it was tried with',
      },
    ];
  if (version !== undefined && valueAt(document, ['planned_values']) !== undefined) return [];
  // A state has its values, and none that are planned; as a file it has a lineage.
  const isState = ['values', 'lineage'].some((key) => valueAt(document, [key]) !== undefined);
  return [
    { code: 'NotAPlan', field: '', problem: `is ${isState ? 'a state' : 'something else'}, not a plan`, fix: SHOW },
  ];
}

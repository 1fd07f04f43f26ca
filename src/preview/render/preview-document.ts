import { z } from 'zod';
import { ACTIONS } from '../action';
import { RISKS } from '../risk';

/**
 * Version of the document. A field that is added keeps it; a field that goes or means something else makes another.
 */
export const JSON_SCHEMA = 'stowage.preview/1';

const attributes = z
  .array(
    z
      .strictObject({
        path: z.string().describe("Where it is: 'container_definitions[main].memory'. Empty for the value itself."),
        before: z.string().optional().describe('What it was. @default - there was nothing'),
        after: z.string().optional().describe('What it will be. @default - nothing, or nobody knows yet'),
        isUnknown: z
          .literal(true)
          .optional()
          .describe('What it will be is known after the apply. @default - it is known'),
      })
      .describe('An attribute that changes.'),
  )
  .describe('What changes of it.');

const cause = z
  .strictObject({
    address: z.string().describe('Address of the resource.'),
    attribute: z.string().describe('Its attribute.'),
    before: z.string().optional().describe('What it was. @default - there was nothing'),
    after: z.string().optional().describe('What it will be. @default - nobody knows yet'),
    others: z.int().optional().describe('How many more attributes force it. @default - none'),
  })
  .describe('A step of the chain.');

const risk = z
  .strictObject({
    risk: z.enum(RISKS).describe('Class of the risk.'),
    says: z.string().describe('What happens.'),
    of: z.string().optional().describe('What of the plan it is about. @default - the resource'),
  })
  .describe('Something that a change may do.');

const yes = (what: string) => z.literal(true).optional().describe(`${what} @default - it is not so`);

const resource = z
  .strictObject({
    address: z.string().describe('Address in Terraform.'),
    type: z.string().describe('Type of the resource.'),
    action: z.enum(ACTIONS).describe('What is done with it.'),
    actions: z.array(z.string()).describe('The same as Terraform writes it.'),
    isCreatedFirst: yes('Made anew before the old one goes.'),
    deposed: z.string().optional().describe('Key of what was replaced before. @default - it is in use'),
    previousAddress: z.string().optional().describe('Where it was in the state. @default - where it is'),
    importId: z.string().optional().describe('What it is imported by. @default - it is not imported'),
    reason: z.string().optional().describe("Terraform's reason. @default - it gives none"),
    construct: z.string().optional().describe('Path of the construct that makes it. @default - nobody says'),
    isProtected: yes('It carries the tag stowage:protect=true.'),
    attributes,
    causes: z
      .array(z.array(cause).describe('A chain.'))
      .describe('Why it is replaced: from the attribute that forces it to where that began.'),
    reads: z.array(z.string()).describe('Addresses of what changes too and it reads.'),
    risks: z.array(risk).describe('What that may do, gravest first.'),
  })
  .describe('A resource and what is done with it.');

const permission = z
  .strictObject({
    address: z.string().describe('Address of what holds the policy.'),
    policy: z.string().describe('What the policy is of.'),
    sign: z.enum(['+', '-']).describe('It comes, or it goes.'),
    effect: z.string().describe('Whether it allows or denies.'),
    actions: z.array(z.string()).describe('What it is about.'),
    isNegated: z.boolean().describe('It says what is not meant, of actions, resources or principals.'),
    resources: z.array(z.string()).describe('On what.'),
    principals: z.array(z.string()).describe('Who.'),
    condition: z.string().describe('When, as JSON; empty where always.'),
    isBroadening: z.boolean().describe('Somebody may do more than before.'),
    undecided: z.string().optional().describe('Why nobody can say. @default - it can be said'),
  })
  .describe('A statement of a policy that comes or goes.');

const networkRule = z
  .strictObject({
    address: z.string().describe('Address of what holds the rule.'),
    sign: z.enum(['+', '-']).describe('It comes, or it goes.'),
    group: z.string().describe('Security group.'),
    direction: z.enum(['ingress', 'egress']).describe('In or out.'),
    protocol: z.string().describe("Protocol: 'tcp', or '-1' for all."),
    from: z.number().optional().describe('First port. @default - all'),
    to: z.number().optional().describe('Last port. @default - all'),
    cidrs: z.array(z.string()).describe('Ranges of addresses.'),
    others: z.array(z.string()).describe('Groups and prefix lists.'),
    description: z.string().describe('Why, in the words of who wrote it.'),
    isBroadening: z.boolean().describe('What was allowed before does not cover it.'),
    opens: z.string().optional().describe('What of the internet could not connect before. @default - nothing'),
  })
  .describe('A rule of a security group that comes or goes.');

const hourly = z.union([
  z.literal('unknown').describe('Nobody knows the price.'),
  z
    .strictObject({
      least: z.number().describe('With the fewest of it, USD.'),
      most: z.number().describe('With the most.'),
    })
    .describe('What it costs by the hour.'),
]);

const cost = z
  .strictObject({
    address: z.string().describe('Address of what is paid for.'),
    what: z.string().describe('What it is.'),
    before: hourly.describe('Cost by the hour before.'),
    after: hourly.describe('Cost by the hour after.'),
  })
  .describe('What is paid for by the hour, and changes.');

const problem = z
  .strictObject({
    code: z.string().describe('Name of the kind of problem.'),
    field: z.string().describe('What it is about.'),
    problem: z.string().describe('What is wrong with it.'),
    fix: z.string().describe('What mends it.'),
  })
  .describe('What must not be applied.');

const stack = z
  .strictObject({
    stack: z.string().describe('Name of the stack.'),
    terraform: z.string().describe('Version of Terraform that planned it.'),
    dependencies: z.array(z.string()).describe('Stacks that are applied before it.'),
    changes: z.array(resource).describe('What changes.'),
    unchanged: z.int().describe('How many resources stay as they are.'),
    permissions: z.array(permission).describe('What of policies comes or goes.'),
    network: z.array(networkRule).describe('What of security groups comes or goes.'),
    costs: z.array(cost).describe('What of the bill changes.'),
    drift: z
      .strictObject({
        relevant: z.array(resource).describe('What the plan reacts to, and what remembers or serves.'),
        others: z.int().describe('How many more there are.'),
      })
      .describe('What others have changed.'),
    outputs: z
      .array(
        z
          .strictObject({
            name: z.string().describe('Name of the output.'),
            action: z.enum(ACTIONS).describe('What is done with it.'),
            attributes,
          })
          .describe('An output.'),
      )
      .describe('Outputs that change.'),
    checks: z
      .array(
        z
          .strictObject({
            address: z.string().describe('What is checked.'),
            status: z.string().describe("How it did: 'fail', 'error' or 'unknown'."),
            messages: z.array(z.string()).describe('What it says.'),
          })
          .describe('A condition.'),
      )
      .describe('Conditions that do not hold.'),
    deferred: z
      .array(
        z
          .strictObject({ address: z.string().describe('What waits.'), reason: z.string().describe('Why.') })
          .describe('A change of a later plan.'),
      )
      .describe('What waits for a later plan.'),
    isErrored: z.boolean().describe('The plan failed, and cannot be applied.'),
    findings: z.array(problem).describe('What must not be applied whatever anybody allows.'),
    provisional: z.array(z.string()).describe('Stacks that were never applied: what it reads of them is made up.'),
    notes: z.array(z.string()).describe('What else of its code is another.'),
    unrecognised: z.array(z.string()).describe('What of the plan nobody here understands.'),
  })
  .describe('What the plan of a stack does.');

/** What `stowage preview --format json` writes. */
export const previewDocument = z.strictObject({
  schema: z.literal(JSON_SCHEMA).describe('Version of this document.'),
  verdict: z
    .strictObject({
      isQuiet: z.boolean().describe('Nothing changes, and nothing is wrong.'),
      isErrored: z.boolean().describe('A plan failed.'),
      blocked: z.array(z.string()).describe('Why it must not be applied; empty where it may be.'),
      worst: z.enum(RISKS).optional().describe('The gravest risk. @default - nothing changes'),
      counts: z.record(z.enum(ACTIONS), z.int()).describe('Resources by action.'),
      risks: z.record(z.enum(RISKS), z.int()).describe('Risks by class.'),
      broadening: z.int().describe('Permissions and rules that let somebody do more.'),
    })
    .describe('What becomes of a deploy with these plans.'),
  cost: z
    .strictObject({
      currency: z.literal('USD').describe('Currency of the amounts.'),
      per: z.literal('month').describe('Time that they are for: 730 hours.'),
      least: z.number().describe('What a month gets dearer by with the fewest that may run.'),
      most: z.number().describe('The same with the most.'),
      unknown: z.array(z.string()).describe('Addresses of what nobody knows the price of: not in the amounts.'),
      assumptions: z.string().describe('What the amounts rest on.'),
    })
    .optional()
    .describe('What the bill of a month changes by. @default - nothing changes that is paid for by the hour'),
  isCode: yes('It is of code alone: nobody asked what is there.'),
  stacks: z.array(stack).describe('Stacks in the order in which they are applied.'),
  failures: z
    .array(
      z
        .strictObject({
          stack: z.string().describe('Name of the stack.'),
          message: z.string().describe('What Terraform said.'),
        })
        .describe('A stack that could not be planned.'),
    )
    .describe('Stacks whose plan failed.'),
});

/** The same as JSON Schema, for programs that read it. */
export function jsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(previewDocument), null, 1)}\n`;
}

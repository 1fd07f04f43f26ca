import { z } from 'zod';
import type { Problem } from '../errors';
import { refuse } from '../errors';
import { parseSpec } from '../spec/parse';
import type { Finding, Judged } from './judge';
import { isAtLeast, type Severity } from './rule';
import { RULES } from './rules';

/** The name of the file of acknowledgements, wherever it is. */
export const ACKNOWLEDGED = 'acknowledged.json';

/** A finding that somebody has looked at, and lives with for a time. */
const entrySpec = z.strictObject({
  rule: z.string().describe("Id of the rule: 'MLP-LB-2'."),
  resource: z.string().min(1).describe('Path of the construct, or stack and address: `prod-ads aws_lb.Gateway`.'),
  finding: z.string().describe('Key of the finding, as it is told with it.'),
  reason: z.string().min(10).max(500).describe('Why it is fine.'),
  expires: z.iso.date().describe("The last day on which it is: '2027-06-30'."),
});

/** What `acknowledged.json` holds. */
export const acknowledgedSpec = z.array(entrySpec).describe('Findings that are known, one by one.');

export type Acknowledgement = z.output<typeof entrySpec>;

/** The acknowledgements in a JSON document. Throws `SpecError` for anything else, codes `DuplicateAcknowledgement` and `UnknownRule`. */
export function parseAcknowledgements(document: unknown): Acknowledgement[] {
  const entries = parseSpec(ACKNOWLEDGED, acknowledgedSpec, document);
  const keys = entries.map(keyOf);
  const twice = entries.flatMap((entry, i): Problem[] =>
    keys.indexOf(keyOf(entry)) < i
      ? [
          {
            code: 'DuplicateAcknowledgement',
            field: String(i),
            problem: `is ${keyOf(entry)} again`,
            fix: 'delete one of the two',
          },
        ]
      : [],
  );
  const unknown = entries.flatMap(({ rule }, i): Problem[] =>
    RULES.some(({ id }) => id === rule)
      ? []
      : [
          {
            code: 'UnknownRule',
            field: `${i}.rule`,
            problem: `is '${rule}', and there is no such rule`,
            fix: "use one of 'stowage security --rules'",
          },
        ],
  );
  refuse(ACKNOWLEDGED, [...twice, ...unknown]);
  return entries;
}

const keyOf = ({ rule, resource, finding }: Pick<Acknowledgement, 'rule' | 'resource' | 'finding'>) =>
  `${rule} ${resource} ${finding}`;

/** What remains of what was found. */
export interface Answer {
  /** What nobody has given a reason for, as grave as the threshold or graver. */
  readonly refused: readonly Finding[];
  /** What nobody has given a reason for, less grave. */
  readonly told: readonly Finding[];
  /** What has a reason, with where it stands. */
  readonly accepted: readonly (Finding & { readonly reason: string; readonly expires?: string })[];
  /** What nobody can tell yet, and nobody has given a reason for. */
  readonly undetermined: readonly Finding[];
  /** Reasons that are over, or that nothing needs. */
  readonly problems: readonly Problem[];
}

export interface Answering {
  readonly acknowledged: readonly Acknowledgement[];
  /** The day on which it is asked: '2026-11-23'. */
  readonly today: string;
  /** The least grave that is refused. @default 'medium' */
  readonly threshold?: Severity;
}

/** Sets what was found against the reasons that were given for it: in the code, and in the file. */
export function answer(judged: Judged, { acknowledged, today, threshold = 'medium' }: Answering): Answer {
  const entryOf = (finding: Finding) => acknowledged.find((entry) => isOf(entry, finding));
  const valid = ({ expires }: Acknowledgement) => today <= expires;
  const isOpen = (finding: Finding) => {
    const entry = entryOf(finding);
    return finding.declared === undefined && !(entry !== undefined && valid(entry));
  };
  const open = judged.findings.filter(isOpen);
  const known = [...judged.findings, ...judged.undetermined].filter((finding) => !isOpen(finding));
  return {
    refused: open.filter(({ severity }) => isAtLeast(severity, threshold)),
    told: open.filter(({ severity }) => !isAtLeast(severity, threshold)),
    accepted: known.map((finding) => {
      const entry = entryOf(finding);
      return entry === undefined
        ? { ...finding, reason: finding.declared as string }
        : { ...finding, reason: entry.reason, expires: entry.expires };
    }),
    undetermined: judged.undetermined.filter(isOpen),
    problems: [...overdue(judged, acknowledged, today), ...idle(judged)],
  };
}

function isOf({ rule, resource, finding: key }: Acknowledgement, finding: Finding): boolean {
  const names = [finding.construct, `${finding.stack} ${finding.address}`];
  return rule === finding.rule && key === finding.key && names.includes(resource);
}

/** The stack that an entry is of: other stacks than those that are judged have their own entries in the same file. */
const stackOf = ({ resource }: Acknowledgement) => resource.split(/[/ ]/)[0] as string;

function overdue(judged: Judged, acknowledged: readonly Acknowledgement[], today: string): Problem[] {
  const all = [...judged.findings, ...judged.undetermined];
  return acknowledged.flatMap((entry, i): Problem[] => {
    const field = `${i}`;
    if (!judged.stacks.includes(stackOf(entry))) return [];
    if (!all.some((finding) => isOf(entry, finding) && finding.declared === undefined))
      return [
        {
          code: 'UnusedAcknowledgement',
          field,
          problem: `acknowledges nothing: ${entry.rule} finds no '${entry.finding}' in ${entry.resource}`,
          fix: 'remove it',
        },
      ];
    return today <= entry.expires
      ? []
      : [
          {
            code: 'ExpiredAcknowledgement',
            field,
            problem: `was for ${entry.rule} of ${entry.resource} until ${entry.expires}`,
            fix: 'mend what it was for, or look at it again and give it another day',
          },
        ];
  });
}

function idle({ idle }: Judged): Problem[] {
  return idle.map(({ rule, stack, address, key }) => ({
    code: 'UnusedAcknowledgement',
    field: `${stack} ${address}`,
    problem: `gives a reason for ${rule}${key === '' ? '' : ` (${key})`}, which finds nothing there`,
    fix: 'remove it',
  }));
}

/** What is refused, as problems. */
export function problemsOf({ refused, problems }: Answer): Problem[] {
  const found = refused.map(
    ({ rule, severity, stack, address, construct, key, says, fix }): Problem => ({
      code: 'SecurityFinding',
      field: construct ?? `${stack} ${address}`,
      problem: `${says} (${rule}, ${severity}: '${key}')`,
      fix,
    }),
  );
  return [...found, ...problems];
}

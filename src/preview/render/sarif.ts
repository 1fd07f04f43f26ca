import { createHash } from 'node:crypto';
import type { Preview } from '../model';
import { RISK_WORDS, RISKS, type Risk } from '../risk';
import { type RiskRow, riskRows } from '../verdict';
import { cut, visible } from './visible';
import { because } from './words';

/** https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html (2023-08); what GitHub reads of it: docs.github.com, "SARIF support for code scanning" (2026-11). */
const SARIF = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0' } as const;

/** GitHub takes 25,000 results of a run and shows 5,000 of them (2026-11). */
const MOST_RESULTS = 5_000;
const LONGEST = 1_000;

type Level = 'error' | 'warning' | 'note';

const LEVELS: Readonly<Record<Risk, Level>> = {
  'data-loss': 'error',
  lockout: 'error',
  exposure: 'error',
  outage: 'warning',
  cost: 'note',
  routine: 'note',
};

const RULES: readonly (readonly [id: string, words: string])[] = [
  ...RISKS.filter((risk) => risk !== 'routine').map((risk) => [risk, RISK_WORDS[risk]] as const),
  ['broadening', 'somebody may do more than before'],
  ['blocked', 'must not be applied'],
  ['failed', 'a plan failed'],
];

interface Finding {
  readonly rule: string;
  readonly level: Level;
  readonly stack: string;
  readonly name: string;
  readonly text: string;
}

/** What of a preview somebody should look at, as SARIF: for GitHub's code scanning, and whatever else reads findings. */
export function renderSarif(preview: Preview): string {
  const findings = [...failures(preview), ...blocked(preview), ...riskRows(preview).map(risky), ...broadening(preview)];
  const driver = {
    name: 'stowage preview',
    rules: RULES.map(([id, words]) => ({ id, shortDescription: { text: words } })),
  };
  const results = findings.slice(0, MOST_RESULTS).map(result);
  const more = findings.length - results.length;
  const run = {
    tool: { driver },
    // Nothing to look at is a result too: what was found before is mended.
    results,
    properties: { of: preview.isCode ? 'code' : 'plans', ...(more > 0 && { resultsLeftOut: more }) },
  };
  return `${JSON.stringify({ ...SARIF, runs: [run] }, null, 1)}\n`;
}

function risky({ risk, says, of, stack, resource }: RiskRow): Finding {
  const what = of === undefined ? says : `${says}: ${of}`;
  const why = because(resource, (text) => text, 2);
  return {
    rule: risk,
    level: LEVELS[risk],
    stack,
    name: resource.construct ?? resource.address,
    text: `${resource.address}: ${what}${why === '' ? '' : ` (${why})`}`,
  };
}

function broadening({ stacks }: Preview): Finding[] {
  return stacks.flatMap(({ stack, permissions, network }) => {
    const found = (name: string, text: string): Finding => ({
      rule: 'broadening',
      level: 'warning',
      stack,
      name,
      text,
    });
    return [
      ...permissions
        .filter(({ isBroadening }) => isBroadening)
        .map(({ address, policy, effect, actions, resources, undecided }) =>
          found(
            address,
            `${address} (${policy}): ${undecided ?? `${effect} ${actions.join(', ')} on ${resources.join(', ')}`}`,
          ),
        ),
      ...network
        .filter(({ isBroadening }) => isBroadening)
        .map(({ address, direction, group, cidrs, others }) =>
          found(address, `${address}: ${direction} of ${group}, ${[...cidrs, ...others].join(', ')}`),
        ),
    ];
  });
}

function blocked({ stacks }: Preview): Finding[] {
  return stacks.flatMap(({ stack, findings }) =>
    findings.map(
      ({ field, problem, fix }): Finding => ({
        rule: 'blocked',
        level: 'error',
        stack,
        name: field,
        text: `${field} ${problem}; ${fix}`,
      }),
    ),
  );
}

function failures(preview: Preview): Finding[] {
  const said = new Set(preview.failures.map(({ stack }) => stack));
  const errored = preview.stacks.filter(({ stack, isErrored }) => isErrored && !said.has(stack));
  const failed = (stack: string, text: string): Finding => ({
    rule: 'failed',
    level: 'error',
    stack,
    name: stack,
    text,
  });
  return [
    ...preview.failures.map(({ stack, message }) => failed(stack, `the plan of ${stack} failed: ${message}`)),
    ...errored.map(({ stack }) => failed(stack, `the plan of ${stack} failed`)),
  ];
}

function result({ rule, level, stack, name, text }: Finding) {
  const key = createHash('sha256')
    .update(JSON.stringify([rule, stack, name, text]))
    .digest('hex');
  return {
    ruleId: rule,
    ruleIndex: RULES.findIndex(([id]) => id === rule),
    level,
    message: { text: shown(text) },
    locations: [
      {
        // Code scanning shows nothing that is in no file: the stack stands for it.
        physicalLocation: { artifactLocation: { uri: encodeURI(shown(stack)) }, region: { startLine: 1 } },
        logicalLocations: [{ fullyQualifiedName: shown(name), kind: 'resource' }],
      },
    ],
    partialFingerprints: { 'stowagePreview/v1': key },
  };
}

function shown(text: string): string {
  return cut(visible(text), LONGEST);
}

import { createHash } from 'node:crypto';
import { cut, visible } from '../../preview/render/visible';
import type { Answer } from '../acknowledge';
import type { Finding } from '../judge';
import type { Severity } from '../rule';
import { RULES } from '../rules';
import { SCANNERS } from '../scanners';

/** https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html (2023-08); what GitHub reads of it: docs.github.com, "SARIF support for code scanning" (2026-11). */
const SARIF = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0' } as const;

const LEVELS: Readonly<Record<Severity, string>> = { critical: 'error', high: 'error', medium: 'warning', low: 'note' };
/** What GitHub sorts by: 9 and more is critical, 7 high, 4 medium. */
const SCORES: Readonly<Record<Severity, string>> = { critical: '9.5', high: '8.0', medium: '5.0', low: '2.0' };

/** GitHub shows 5,000 results of a run (2026-11). */
const MOST_RESULTS = 5_000;
const LONGEST = 1_000;

/** What was found, for GitHub's code scanning and whatever else reads findings. What has a reason is suppressed by it, not left out. */
export function sarifOf({ refused, told, accepted, undetermined }: Answer): string {
  const all = [
    ...[...refused, ...told].map((one) => result(one, 'fail')),
    ...accepted.map((one) => ({
      ...result(one, 'fail'),
      suppressions: [{ kind: one.expires === undefined ? 'inSource' : 'external', justification: shown(one.reason) }],
    })),
    ...undetermined.map((one) => result(one, 'open')),
  ];
  const rules = RULES.map(({ id, title, fix, severity }) => ({
    id,
    shortDescription: { text: title },
    help: { text: fix },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      'security-severity': SCORES[severity],
      tags: ['security', ...Object.values(SCANNERS[id] ?? {}).flat()],
    },
  }));
  const results = all.slice(0, MOST_RESULTS);
  const left = all.length - results.length;
  const run = {
    tool: { driver: { name: 'stowage security', rules } },
    results,
    ...(left > 0 && { properties: { resultsLeftOut: left } }),
  };
  return `${JSON.stringify({ ...SARIF, runs: [run] }, null, 1)}\n`;
}

function result({ rule, severity, stack, address, construct, key, says }: Finding, kind: 'fail' | 'open') {
  const name = construct ?? address;
  return {
    ruleId: rule,
    ruleIndex: RULES.findIndex(({ id }) => id === rule),
    kind,
    // What is open has no level of its own (SARIF 3.27.10).
    level: kind === 'open' ? 'none' : LEVELS[severity],
    message: { text: shown(`${name} ${says}`) },
    locations: [
      {
        // Code scanning shows nothing that is in no file: the stack stands for it.
        physicalLocation: { artifactLocation: { uri: encodeURI(shown(stack)) }, region: { startLine: 1 } },
        logicalLocations: [{ fullyQualifiedName: shown(name), kind: 'resource' }],
      },
    ],
    partialFingerprints: {
      'stowageSecurity/v1': createHash('sha256')
        .update(JSON.stringify([rule, stack, address, key]))
        .digest('hex'),
    },
  };
}

function shown(text: string): string {
  return cut(visible(text), LONGEST);
}

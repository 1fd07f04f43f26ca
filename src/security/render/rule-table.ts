import type { Rule } from '../rule';
import { RULES } from '../rules';
import { SCANNERS, SCANNERS_SOURCE } from '../scanners';

/** Every rule with what others call it, as a table of Markdown. */
export function ruleTable(): string {
  const rows = RULES.map(({ id, severity, title }: Rule) => {
    const { checkov = [], trivy = [], cdkNag = [], fsbp = [] } = SCANNERS[id] ?? {};
    return [id, severity, title, ...[checkov, trivy, cdkNag, fsbp].map((ids) => ids.join(', ') || '-')];
  });
  const head = ['rule', 'severity', 'what is good', 'Checkov', 'Trivy', 'cdk-nag', 'FSBP'];
  const lines = [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  return `${lines.join('\n')}\n\nIds of others: ${SCANNERS_SOURCE}.\n`;
}

/** The same for programs. */
export function rulesJson(): string {
  const rules = RULES.map(({ id, severity, title, fix, types }) => ({
    id,
    severity,
    title,
    fix,
    types,
    ...SCANNERS[id],
  }));
  return `${JSON.stringify({ schema: 'stowage.security-rules/1', source: SCANNERS_SOURCE, rules }, null, 1)}\n`;
}

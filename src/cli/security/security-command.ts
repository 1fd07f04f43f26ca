import { existsSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { ACKNOWLEDGED, type Answer, answer, parseAcknowledgements } from '../../security/acknowledge';
import type { Estate } from '../../security/estate';
import { type Judged, judge } from '../../security/judge';
import { readCode } from '../../security/read-code';
import { readPlans } from '../../security/read-plan';
import { jsonOf } from '../../security/render/json';
import { rulesJson, ruleTable } from '../../security/render/rule-table';
import { sarifOf } from '../../security/render/sarif';
import { textOf } from '../../security/render/text';
import { isAtLeast, SEVERITIES, type Severity } from '../../security/rule';
import { UsageError } from '../cli-error';
import { parseArguments } from '../parse-arguments';
import { synthesizedStacks } from '../preview/manifest';
import { readJson } from '../read-json';

const HELP = `stowage security [<directory> | [<stack>=]<plan.json>... | -] [options]
Judges what was synthesized (default: cdktf.out), after every override, or plans: what 'terraform show -json <plan file>' prints.
  --code <directory>        what the plans were made from: tells what a plan leaves out, and the reasons that stand in the code
  --acknowledged <file>     findings that are known, one by one (default: stacks/${ACKNOWLEDGED}, where it is there)
  --refuse <severity>       the least grave that is refused: ${SEVERITIES.join(', ')} (default: medium)
  --strict                  refuses what cannot be judged yet, too
  --format <format>         text, json or sarif (default: text)
  --rules                   tells the rules, with what Checkov, Trivy, cdk-nag and FSBP call them, and judges nothing (text or json)
Exits with 0 where nothing is refused, with 3 where something is: a finding without a reason, or a reason that is over or that nothing needs;
with 2 where something is no plan, or nothing was synthesized.
`;

/** What must not be applied: neither a success nor a failure of this program. */
const REFUSED = 3;

const FORMATS = {
  text: textOf,
  json: jsonOf,
  sarif: (_: Judged, answered: Answer) => sarifOf(answered),
} as const;

const OPTIONS = {
  code: { type: 'string' },
  acknowledged: { type: 'string' },
  refuse: { type: 'string', default: 'medium' },
  strict: { type: 'boolean', default: false },
  format: { type: 'string', default: 'text' },
  rules: { type: 'boolean', default: false },
} as const;

/** `stowage security ...`; the exit code. @param today as '2026-11-23'. Throws `CliError` or `SpecError` for what cannot be read. */
export function securityCommand(args: readonly string[], say: (text: string) => void, today: string): number {
  if (args.includes('--help') || args[0] === 'help') {
    say(HELP);
    return 0;
  }
  const { values, positionals } = parseArguments(args, OPTIONS, HELP);
  const format = oneOf('--format', values.format, Object.keys(FORMATS) as (keyof typeof FORMATS)[]);
  const threshold = oneOf<Severity>('--refuse', values.refuse, SEVERITIES);
  if (values.rules) {
    say(format === 'text' ? ruleTable() : rulesJson());
    return 0;
  }
  const judged = judge(estateOf(positionals, values.code));
  const acknowledged = acknowledgements(values.acknowledged);
  const answered = answer(judged, { acknowledged, today, threshold });
  say(FORMATS[format](judged, answered));
  const open = values.strict ? answered.undetermined.filter(({ severity }) => isAtLeast(severity, threshold)) : [];
  return answered.refused.length + answered.problems.length + open.length === 0 ? 0 : REFUSED;
}

function oneOf<T extends string>(option: string, value: string, all: readonly T[]): T {
  const found = all.find((one) => one === value);
  if (found === undefined) throw new UsageError(`${option} is '${value}'; use one of ${all.join(', ')}\n${HELP}`);
  return found;
}

function estateOf(sources: readonly string[], code: string | undefined): Estate {
  const [first = 'cdktf.out'] = sources;
  if (sources.length < 2 && first !== '-' && isDirectory(first)) {
    if (code !== undefined) throw new UsageError(`--code is for plans; '${first}' is what was synthesized\n${HELP}`);
    return readCode(documentsIn(first));
  }
  // As a directory that is not there: it says what to do.
  if (sources.length === 0) return readCode(documentsIn(first));
  const written = new Map(code === undefined ? [] : documentsIn(code).map(({ name, document }) => [name, document]));
  return readPlans(
    sources.map((source) => {
      const [, stack, file = source] = /^([A-Za-z0-9][\w.-]*)=(.+)$/.exec(source) ?? [];
      const name = stack ?? (file === '-' ? 'plan' : basename(file).replace(/\.json$/, ''));
      return { name, document: readJson(file), ...(written.has(name) && { code: written.get(name) }) };
    }),
  );
}

function documentsIn(dir: string) {
  return synthesizedStacks(dir).map(({ name, file }) => ({ name, document: readJson(file) }));
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function acknowledgements(file: string | undefined) {
  const usual = `stacks/${ACKNOWLEDGED}`;
  if (file === undefined && !existsSync(usual)) return [];
  return parseAcknowledgements(readJson(file ?? usual));
}

import { checksFor, examine } from '../../doctor/checkup';
import { renderCheckup, renderQuestions } from '../../doctor/render-checkup';
import { resolveEnvironment } from '../../rules/resolve-environment';
import { UsageError } from '../cli-error';
import { ENVIRONMENTS, loadEnvironment } from '../load-environment';
import { loadSystems, SYSTEMS } from '../load-systems';
import { parseArguments } from '../parse-arguments';
import { terraformName } from '../terraform-name';
import { ask } from './ask';

const HELP = `stowage doctor
Whether an account has what an environment and its systems need of it, asked with the AWS CLI; nothing is changed. What is not there is told
with the command that makes it, or the field that names it.
  --environment <name>   one of --environments. @default - the one that STOWAGE_ENVIRONMENT names, or the first
  --environments <file>  a module that exports them as 'environments'. @default - ${ENVIRONMENTS}
  --systems <file>       a module that exports them as 'systems', or a YAML or JSON document. @default - ${SYSTEMS}
  --offline              says what it would ask, and asks nothing
  --format json          the same for a program
Ends with 0 where all is there, with 3 where anything is missing, with 4 where nothing is but not all could be found out.
`;

const OPTIONS = {
  environment: { type: 'string' },
  environments: { type: 'string', default: ENVIRONMENTS },
  systems: { type: 'string', default: SYSTEMS },
  offline: { type: 'boolean', default: false },
  format: { type: 'string', default: 'text' },
  help: { type: 'boolean', default: false },
} as const;

const EXIT = { ok: 0, missing: 3, unknown: 4 } as const;

/** `stowage doctor ...`; the exit code. Throws `SpecError` for an environment that is wrong, `CliError` for tools and files that are not there. */
export async function doctorCommand(args: readonly string[], out: (text: string) => void): Promise<number> {
  const { values } = parseArguments(args, OPTIONS, HELP, { allowPositionals: false });
  if (values.help) {
    out(HELP);
    return EXIT.ok;
  }
  if (!['text', 'json'].includes(values.format)) throw new UsageError(`--format is 'text' or 'json'\n${HELP}`);
  const isJson = values.format === 'json';
  const { environment: input } = await loadEnvironment(values.environments, values.environment);
  const environment = resolveEnvironment(input);
  const checks = checksFor(environment, await loadSystems(values.systems), terraformName());
  const title = `${environment.name}: account ${environment.account}, ${environment.region}`;
  const show = (document: object, text: () => string) =>
    out(isJson ? `${JSON.stringify(document, null, 2)}\n` : text());
  if (values.offline) {
    const all = [...checks.first, ...checks.rest];
    show(
      all.map(({ what, command }) => ({ what, command: command.join(' ') })),
      () => renderQuestions(title, all),
    );
    return EXIT.ok;
  }
  const examined = await examine(checks, ask);
  show({ environment: environment.name, checks: examined }, () => renderCheckup(title, examined));
  if (examined.some(({ status }) => status === 'missing')) return EXIT.missing;
  return examined.some(({ status }) => status === 'unknown') ? EXIT.unknown : EXIT.ok;
}

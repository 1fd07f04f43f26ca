import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { explainPlatform, type View } from '../../explain/explain-platform';
import { UsageError } from '../cli-error';
import { ENVIRONMENTS, loadEnvironment } from '../load-environment';
import { chosenSystems, loadSystems, SYSTEMS } from '../load-systems';
import { parseArguments } from '../parse-arguments';
import { readJson } from '../read-json';

const HELP = `stowage explain [<system>...]
What an environment comes to, without AWS: what each service takes of its hosts, who may call whom and by which address, what comes from outside,
volumes, training, cost, what is open on purpose, what may not stay legal, and what is different on a laptop. Without names, all systems.
  --environment <name>   one of --environments. @default - the one that STOWAGE_ENVIRONMENT names, or the first
  --environments <file>  a module that exports them as 'environments'. @default - ${ENVIRONMENTS}
  --systems <file>       a module that exports them as 'systems', or a YAML or JSON document. @default - ${SYSTEMS}
  --prices <file>        JSON with prices that the catalog lacks: onDemandUsdPerHour, natGatewayUsdPerHour ...
  --json                 the data behind the text
  --diagram              who may reach whom, as a Mermaid flowchart
Beside --environments, images.lock.json says what was built, and retained.json what is kept.
`;

const OPTIONS = {
  environment: { type: 'string' },
  environments: { type: 'string', default: ENVIRONMENTS },
  systems: { type: 'string', default: SYSTEMS },
  prices: { type: 'string' },
  json: { type: 'boolean', default: false },
  diagram: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** `stowage explain ...`; the exit code. Throws `SpecError` for a platform that is wrong, `CliError` for files that are not there. */
export async function explainCommand(args: readonly string[], out: (text: string) => void): Promise<number> {
  const { values, positionals } = parseArguments(args, OPTIONS, HELP);
  if (values.help) {
    out(HELP);
    return 0;
  }
  if (values.json && values.diagram) throw new UsageError(`--json and --diagram are two answers; ask for one\n${HELP}`);
  const { environment, names } = await loadEnvironment(values.environments, values.environment);
  const systems = await loadSystems(values.systems);
  const only = chosenSystems(systems, positionals).map(({ name }) => name);
  const beside = (name: string) => {
    const file = join(dirname(values.environments), name);
    return existsSync(file) ? readJson(file) : [];
  };
  const view: View = values.json ? 'json' : values.diagram ? 'diagram' : 'text';
  const written = {
    environment,
    environments: names,
    systems,
    only,
    lock: beside('images.lock.json'),
    ledger: beside('retained.json'),
    ...(values.prices !== undefined && { prices: readJson(values.prices) as object }),
  };
  out(explainPlatform(written, view));
  return 0;
}

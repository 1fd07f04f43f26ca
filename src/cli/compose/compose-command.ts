import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { composeFile, MARK } from '../../local/compose-file';
import { laptopPlan } from '../../local/laptop-plan';
import type { LaptopPlan } from '../../local/plan';
import { type LaptopSpec, laptopSpec } from '../../spec/laptop';
import { parseSpec } from '../../spec/parse';
import { CliError } from '../cli-error';
import { hashImage } from '../image/hash-image';
import { chosenSystems, loadSystems, SYSTEMS } from '../load-systems';
import { parseArguments } from '../parse-arguments';
import { readJson } from '../read-json';

const HELP = `stowage compose [<system>...]
Writes systems as a Compose project for this machine: the same images, addresses, environment, users and limits as on AWS, a network for each
edge, a proxy for each gateway. Without names, all systems together.
  --systems <file>   a module that exports them as 'systems', or a YAML or JSON document. @default - ${SYSTEMS}
  --out <directory>  where it is written. @default - .stowage
  --laptop <file>    settings of the laptop as JSON: registry, gatewayPorts, addresses, gpus ...
Write the secrets that it asks for into <directory>/.env, which is never written over. Then:
  docker compose -f .stowage/compose.yaml up -d                  starts it; docker-compose 1.29 can do it too
  docker compose -f .stowage/compose.yaml port public 8080       where gateway 'public' is
  docker compose -f .stowage/compose.yaml run --rm <job>.<system>  runs a job to its end
`;

const OPTIONS = {
  systems: { type: 'string', default: SYSTEMS },
  out: { type: 'string', default: '.stowage' },
  laptop: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

/** `stowage compose ...`; the exit code. Throws `SpecError` for systems that cannot run on a laptop, `CliError` for files that are not there. */
export async function composeCommand(args: readonly string[], say: (line: string) => void): Promise<number> {
  const { values, positionals } = parseArguments(args, OPTIONS, HELP);
  if (values.help) {
    say(HELP);
    return 0;
  }
  const systems = chosenSystems(await loadSystems(values.systems), positionals);
  const settings = values.laptop === undefined ? {} : readJson(values.laptop);
  const laptop = parseSpec('Laptop', laptopSpec, settings);
  const plan = laptopPlan(systems, laptop, (name, image) => hashImage('.', name, image));
  write(values.out, plan, laptop);
  for (const line of nextSteps(values.out, plan)) say(line);
  return 0;
}

/** The names that `.env` gives a value. */
const GIVEN = /^\s*([A-Za-z_]\w*)\s*=/gm;

function write(out: string, plan: LaptopPlan, laptop: LaptopSpec): void {
  const compose = join(out, 'compose.yaml');
  if (existsSync(compose) && !readFileSync(compose, 'utf8').startsWith(MARK))
    throw new CliError(`${compose} was written by somebody else; name another directory with --out`);
  const root = relative(out, '.').split(sep).join('/') || '.';
  const files = { 'compose.yaml': composeFile(plan, { root, data: laptop.data }), ...plan.files };
  mkdirSync(out, { recursive: true });
  mkdirSync(isAbsolute(laptop.data) ? laptop.data : join(out, laptop.data), { recursive: true });
  // Everything in there is made, or secret.
  if (!existsSync(join(out, '.gitignore'))) writeFileSync(join(out, '.gitignore'), '*\n');
  for (const [name, text] of Object.entries(files)) writeFileSync(join(out, name), text);
}

function nextSteps(out: string, { project, secrets, absent, containers }: LaptopPlan): string[] {
  const file = join(out, '.env');
  const given = existsSync(file) ? [...readFileSync(file, 'utf8').matchAll(GIVEN)].map(([, name]) => name) : [];
  const missing = secrets.filter((name) => !given.includes(name));
  const compose = join(out, 'compose.yaml');
  return [
    `${compose}: ${containers.length} containers`,
    ...absent.map((name) => `does without ${name}, whose system is not among these`),
    ...(missing.length > 0
      ? [`write into ${file} before it starts: ${missing.map((name) => `${name}=...`).join(' ')}`]
      : []),
    `start it: docker compose -p ${project} -f ${compose} up -d`,
  ];
}

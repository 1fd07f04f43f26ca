import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { composeFile } from '../../local/compose-file';
import { laptopPlan } from '../../local/laptop-plan';
import type { LaptopPlan } from '../../local/plan';
import type { LaptopInput } from '../../spec/laptop';
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
  const settings = values.laptop === undefined ? {} : (readJson(values.laptop) as LaptopInput);
  const plan = laptopPlan(systems, settings, (name, image) => hashImage('.', name, image));
  write(values.out, plan);
  for (const line of nextSteps(values.out, plan)) say(line);
  return 0;
}

/** The names that `.env` gives a value. */
const GIVEN = /^\s*([A-Za-z_]\w*)\s*=/gm;

function write(out: string, plan: LaptopPlan): void {
  const root = relative(out, '.').split(sep).join('/') || '.';
  const files = {
    // Everything in there is made, or secret.
    '.gitignore': '*\n',
    'compose.yaml': composeFile(plan, { root, data: 'data' }),
    ...plan.files,
  };
  mkdirSync(join(out, 'data'), { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(out, name)), { recursive: true });
    writeFileSync(join(out, name), text);
  }
}

function nextSteps(out: string, { secrets, absent, containers }: LaptopPlan): string[] {
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
    `start it: docker compose -f ${compose} up -d`,
  ];
}

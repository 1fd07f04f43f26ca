import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { MISSING_TYPES } from './emulator-gaps';
import { sameLines } from './same-lines';
import { DROPPED } from './verify-dropped';

const ROOT = resolve(__dirname, '../..');
const README = join(__dirname, 'README.md');
const [BEGIN, END] = ['<!-- resource types -->', '<!-- end of resource types -->'];

/** Types with a script of ours in them, and the test that runs it. */
const SCRIPTS: Readonly<Record<string, string>> = { aws_launch_template: '`test/src/fleet/user-data.test.ts`' };

/** Every resource type that a construct can make: each is imported alone, from a folder that is named after it. */
export function constructedTypes(): string[] {
  const files = readdirSync(join(ROOT, 'constructs'), { recursive: true, encoding: 'utf8' });
  const texts = files.filter((f) => f.endsWith('.ts')).map((f) => readFileSync(join(ROOT, 'constructs', f), 'utf8'));
  const folders = texts.flatMap((text) => [...text.matchAll(/from '@cdktf\/provider-aws\/lib\/([a-z0-9-]+)'/g)]);
  const resources = folders.filter((match) => !match[1]?.startsWith('data-'));
  return [...new Set(resources.map((match) => `aws_${(match[1] as string).replaceAll('-', '_')}`))].sort();
}

/** Types of the Docker provider, which `verify` does not have: in one stack, and only while something is to be built. */
export const UNPLANNED = ['docker_image', 'docker_registry_image'] as const;

/** The table of what was proved how. `verify` fails unless it plans every type, so that column holds for all. */
export function resourceTable(applied: ReadonlySet<string>): string {
  const rows = constructedTypes().map((type) => {
    const attributes = Object.keys(DROPPED).filter((path) => path.startsWith(`${type}.`));
    const typed = attributes.map((path) => `\`${path.slice(type.length + 1)}\``).join(', ');
    const emulated = applied.has(type)
      ? 'yes'
      : (MISSING_TYPES as readonly string[]).includes(type)
        ? 'the emulator lacks it'
        : 'no';
    return `| \`${type}\` | yes | ${emulated} | ${SCRIPTS[type] ?? ''} | ${typed} |`;
  });
  const head =
    '| resource type | planned by the real provider | applied on the emulator | run as a script | only typed |';
  return [head, '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}

/** Puts the table into the README, or throws when the README holds another. */
export function keepTable(applied: ReadonlySet<string>, update: boolean): void {
  const text = readFileSync(README, 'utf8');
  const [before = '', rest = ''] = text.split(BEGIN);
  const [, after = ''] = rest.split(END);
  const fresh = `${before}${BEGIN}\n\n${resourceTable(applied)}\n\n${END}${after}`;
  if (update) writeFileSync(README, fresh);
  else sameLines('proved, by test/acceptance/README.md: npm run acceptance -- --update', lines(fresh), lines(text));
}

function lines(text: string): string[] {
  return text.split('\n');
}

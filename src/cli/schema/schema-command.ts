import { z } from 'zod';
import { environmentSpec } from '../../spec/environment';
import { laptopSpec } from '../../spec/laptop';
import { serviceSpec } from '../../spec/service';
import { systemSpec } from '../../spec/system';
import { systemJobSpec } from '../../spec/training/system-job';
import { volumeSpec } from '../../spec/volume';
import { UsageError } from '../cli-error';
import { parseArguments } from '../parse-arguments';

const NOUNS: Readonly<Record<string, z.ZodType>> = {
  system: systemSpec,
  service: serviceSpec,
  job: systemJobSpec,
  volume: volumeSpec,
  environment: environmentSpec,
  laptop: laptopSpec,
};

const HELP = `stowage schema [<noun>]
Prints the JSON Schema of what can be written, every key with its meaning and default: for editors, and for systems in YAML or JSON.
  <noun>   ${Object.keys(NOUNS).join(', ')}. @default - system
`;

/** `stowage schema ...`; the exit code. */
export function schemaCommand(args: readonly string[], say: (line: string) => void): number {
  const { values, positionals } = parseArguments(args, { help: { type: 'boolean', default: false } }, HELP);
  if (values.help) {
    say(HELP);
    return 0;
  }
  const [noun = 'system', ...others] = positionals;
  if (others.length > 0 || !Object.hasOwn(NOUNS, noun))
    throw new UsageError(`no noun '${positionals.join(' ')}'\n${HELP}`);
  say(JSON.stringify(z.toJSONSchema(NOUNS[noun] as z.ZodType, { io: 'input' }), undefined, 2));
  return 0;
}

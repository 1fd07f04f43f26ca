import { looksSecret } from '../rules/secret-looking';
import type { ServiceInput } from '../spec/service';
import { approximated, dropped, type Note } from './note';

export interface Variables {
  readonly environment: Record<string, string>;
  readonly secrets: NonNullable<ServiceInput['secrets']>;
  readonly notes: readonly Note[];
}

/** Variables apart from those that look like secrets, whose values are written nowhere: they are to be found under `prefix` in Secrets Manager. */
export function plainEnvironment(given: Readonly<Record<string, string>>, prefix: string, field: string): Variables {
  const environment: Record<string, string> = {};
  const secrets: NonNullable<ServiceInput['secrets']> = {};
  const notes: Note[] = [];
  for (const [name, value] of Object.entries(given)) {
    const why = looksSecret(name, value);
    if (!/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(name))
      notes.push({
        field,
        ...dropped('one of its names is no name of a variable: a letter first, then letters, digits and underscores'),
      });
    else if (why === undefined) environment[name] = value;
    else {
      secrets[name] = { secretsManager: `${prefix}/${name}` };
      notes.push({
        field: `${field}.${name}`,
        ...approximated(
          `secrets.${name}, '${prefix}/${name}' in Secrets Manager`,
          `${why}; its value was not written down, put it there`,
        ),
      });
    }
  }
  return { environment, secrets, notes };
}

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importCompose } from '../../src/import/compose/import-compose';
import type { Imported } from '../../src/import/imported';
import { importMarathon } from '../../src/import/marathon/import-marathon';
import { importSprint } from '../../src/import/sprint/import-sprint';
import { systemYaml } from '../../src/import/system-source';

const FIXTURES = join(__dirname, '../fixtures');

/** A file that somebody published, as a test reads it. */
export function fixture(name: string): string {
  return readFileSync(join(FIXTURES, name), 'utf8');
}

/** The talks' own files, and a group with most of what Marathon has, each as it is imported. */
export const IMPORTS: Readonly<Record<string, () => Imported>> = {
  'docker-compose.recommendations.yml': () =>
    importCompose(fixture('docker-compose.recommendations.yml'), { file: 'docker-compose.recommendations.yml' }),
  'marathon.my-nginx.json': () => importMarathon(fixture('marathon.my-nginx.json'), { file: 'marathon.my-nginx.json' }),
  'marathon.product.json': () => importMarathon(fixture('marathon.product.json'), { gateway: 'public' }),
  'sprint.ctr-training.json': () => importSprint(fixture('sprint.ctr-training.json'), { name: 'ctr' }),
};

/** What they become, with a line for each note, by the name of the golden. */
export function importGoldens(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(IMPORTS).map(([name, read]) => {
      const { system, notes } = read();
      const lines = notes.map(
        ({ kind, field, became, why }) => `${kind} ${field}${became === undefined ? '' : ` -> ${became}`}: ${why}`,
      );
      return [`imports/${name}.txt`, `${systemYaml(system)}\n${lines.join('\n')}\n`];
    }),
  );
}

import { SpecError } from '../src/errors';
import { chosenEnvironment } from './environments';
import { explainPlatform, type View } from './explain-platform';

const VIEWS: Readonly<Record<string, View>> = { '--json': 'json', '--diagram': 'diagram' };

try {
  const view = VIEWS[process.argv[2] ?? ''];
  process.stdout.write(explainPlatform(chosenEnvironment(), { ...(view && { view }) }));
} catch (error) {
  if (!(error instanceof SpecError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

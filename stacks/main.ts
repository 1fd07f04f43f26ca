import { SpecError } from '../src/errors';
import { buildApp } from './app';
import { chosenEnvironment } from './environments';
import { printSummary } from './summary';
import { printWarnings } from './warnings';

try {
  const app = buildApp(chosenEnvironment());
  app.synth();
  printSummary(app);
  printWarnings(app);
} catch (error) {
  if (!(error instanceof SpecError)) throw error;
  // What is wrong is in the user's words; where Stowage noticed it helps nobody.
  console.error(error.message);
  process.exitCode = 1;
}

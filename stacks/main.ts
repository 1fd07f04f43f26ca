import { PlatformApp } from '../constructs/terraform/platform-app';
import { SpecError } from '../src/errors';
import { resolveEnvironment } from '../src/rules/resolve-environment';
import { buildApp } from './app';
import { chosenEnvironment } from './environments';
import { printSummary } from './summary';
import { systems } from './systems';
import { printWarnings } from './warnings';
import { writeImagePlan } from './write-image-plan';

try {
  const environment = chosenEnvironment();
  // Before anything is refused for want of a build: this is what it is built from.
  writeImagePlan(new PlatformApp().outdir, resolveEnvironment(environment), systems);
  const app = buildApp(environment);
  app.synth();
  printSummary(app);
  printWarnings(app);
} catch (error) {
  if (!(error instanceof SpecError)) throw error;
  // What is wrong is in the user's words; where Stowage noticed it helps nobody.
  console.error(error.message);
  process.exitCode = 1;
}

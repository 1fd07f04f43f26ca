// npm run images: the registry's stack alone, and what is to be built for it. It needs no image to have been built yet.
import { PlatformApp } from '../constructs/terraform/platform-app';
import { SpecError } from '../src/errors';
import { parseImageLock } from '../src/images/image-lock';
import { resolveEnvironment } from '../src/rules/resolve-environment';
import { chosenEnvironment } from './environments';
import lock from './images.lock.json';
import { addImages } from './images-stack';
import { printSummary } from './summary';
import { systems } from './systems';
import { writeImagePlan } from './write-image-plan';

try {
  const environment = resolveEnvironment(chosenEnvironment());
  const app = new PlatformApp();
  addImages(app, { environment, systems, lock: parseImageLock(lock) });
  app.synth();
  writeImagePlan(app.outdir, environment, systems);
  printSummary(app);
} catch (error) {
  if (!(error instanceof SpecError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

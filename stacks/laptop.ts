import { join, resolve } from 'node:path';
import type { AppConfig } from 'cdktf';
import { PlatformApp } from '../constructs/terraform/platform-app';
import { hashImage } from '../src/cli/image/hash-image';
import type { LaptopInput } from '../src/spec/laptop';
import type { SystemInput } from '../src/spec/system';
import { LocalStack } from './local-stack';
import { renderLocal } from './render-local';
import { systems as ownSystems } from './systems';

export interface LaptopOptions {
  /** @default - those of `stacks/systems` */
  readonly systems?: readonly SystemInput[];
  /** @default {} */
  readonly laptop?: LaptopInput;
  /** Directory from which the contexts of images start. @default - the working directory */
  readonly root?: string;
  readonly app?: AppConfig;
}

/** The app of a laptop: one stack, with all that its engine runs. Throws `SpecError` for everything wrong at once. */
export function buildLaptop({
  systems = ownSystems,
  laptop = {},
  root = '.',
  app: config = {},
}: LaptopOptions = {}): PlatformApp {
  const app = new PlatformApp(config);
  const data = join(resolve(root), '.stowage', laptop.data ?? 'data');
  renderLocal(new LocalStack(app), systems, {
    laptop,
    root: resolve(root),
    data,
    hashOf: (name, image) => hashImage(root, name, image),
  });
  return app;
}

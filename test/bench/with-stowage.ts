import { run } from './program';
import { environment, systemsOf } from './systems';

const [services, outdir] = process.argv.slice(2) as [string, string];

// What people write is there before the clock starts, as the raw program's values are.
const systems = systemsOf(Number(services));

run({
  load: () => require('../../stacks/app') as typeof import('../../stacks/app'),
  build: ({ buildApp }) => buildApp(environment, { systems, app: { outdir } }),
});

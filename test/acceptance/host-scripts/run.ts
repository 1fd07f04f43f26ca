import { Report } from '../report';
import { tryHostScripts } from './try-host-scripts';

/** Tries the programs of hosts alone: `npx tsx test/acceptance/host-scripts/run.ts`. */
async function main(): Promise<number> {
  const report = new Report();
  await tryHostScripts(report);
  return report.end();
}

main().then((code) => {
  process.exitCode = code;
});

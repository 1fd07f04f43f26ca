import type { SystemInput } from '../../../src/spec/system';
import { BOX } from './images';

const SERVICES = 12;

/** A system in which each of twelve services may call all that come after it but a few: 60 edges. */
export function mesh(edges = 60): SystemInput {
  const names = Array.from({ length: SERVICES }, (_, i) => `s${i}`);
  const pairs = names
    .flatMap((caller, i) => names.slice(i + 1).map((callee) => [caller, callee] as const))
    .slice(0, edges);
  return {
    name: 'mesh',
    services: Object.fromEntries(
      names.map((name) => [
        name,
        {
          image: BOX,
          cpus: 0.1,
          memoryMiB: 128,
          ports: { http: { number: 8080 } },
          allow: pairs.filter(([, callee]) => callee === name).map(([caller]) => caller),
        },
      ]),
    ),
  };
}

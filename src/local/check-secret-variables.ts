import type { Problem } from '../errors';
import type { SecretSpec } from '../spec/secret';
import type { SystemSpec } from '../spec/system';
import { secretVariable } from './secret-variable';

interface NamedSecret {
  readonly field: string;
  readonly secret: SecretSpec;
}

/** Two secrets that would be one variable of the laptop. */
export function checkSecretVariables(systems: readonly SystemSpec[]): Problem[] {
  const first = new Map<string, NamedSecret>();
  return systems.flatMap(secretsIn).flatMap((named): Problem[] => {
    const variable = secretVariable(named.secret);
    const other = first.get(variable);
    if (other === undefined) first.set(variable, named);
    if (other === undefined || meaning(other) === meaning(named)) return [];
    const problem = `would be ${variable} on a laptop, like ${other.field}, which is another secret`;
    return [{ code: 'LaptopSecrets', field: named.field, problem, fix: 'name another secret in environments.local' }];
  });
}

/** What a secret is, whatever it is encrypted with. */
function meaning({ secret }: NamedSecret): string {
  return JSON.stringify({ ...secret, kmsKeyArn: undefined });
}

function secretsIn({ name, services, jobs }: SystemSpec): NamedSecret[] {
  const ofServices = Object.entries(services).flatMap(([key, service]) => [
    [`services.${key}`, service] as const,
    ...Object.entries(service.sidecars).map(([one, sidecar]) => [`services.${key}.sidecars.${one}`, sidecar] as const),
    ...service.init.map((init, i) => [`services.${key}.init.${i}`, init] as const),
    ...service.beforeDeploy.map((task, i) => [`services.${key}.beforeDeploy.${i}`, task] as const),
  ]);
  const ofJobs = Object.entries(jobs).map(([key, job]) => [`jobs.${key}`, job] as const);
  return [...ofServices, ...ofJobs].flatMap(([field, { secrets }]) =>
    Object.entries(secrets).map(([variable, secret]) => ({ field: `${name}.${field}.secrets.${variable}`, secret })),
  );
}

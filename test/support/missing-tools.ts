import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ProviderMissing, providerSchema } from './provider-schema';

/**
 * What of Terraform, the AWS provider and the emulator is not here, each as a phrase; empty when all is. A check that lacks one prints
 * one loud line that it did NOT run, and never counts as passed.
 * @param tools commands to look for on PATH.
 */
export async function missingTools(tools: readonly string[] = ['terraform', 'moto_server']): Promise<string[]> {
  const missing = tools.filter((tool) => !isOnPath(tool)).map((tool) => `${tool} (not on PATH)`);
  if (!tools.includes('terraform') || !isOnPath('terraform')) return missing;
  const provider = await providerSchema().then(
    () => [],
    (error: unknown) => {
      if (!(error instanceof ProviderMissing)) throw error;
      return ['the AWS provider (name a plugin mirror in TF_PLUGIN_DIR, or let terraform reach its registry)'];
    },
  );
  return [...missing, ...provider];
}

function isOnPath(command: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((dir) => {
    try {
      accessSync(join(dir, command), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

import { resolve } from 'node:path';
import { runTool } from '../run-tool';
import { TERRAFORM_MISSING, terraformName } from '../terraform-name';
import type { SynthesizedStack } from './manifest';

/** Never asks, never colours. */
export const UNATTENDED = ['-input=false', '-no-color'] as const;

/** Terraform in the directory of one stack. */
export class StackTerraform {
  private isReady = false;

  /** @param say is told of each command, in a line */
  constructor(
    private readonly stack: SynthesizedStack,
    private readonly say: (line: string) => void,
  ) {}

  /** Once is enough. */
  async init(): Promise<void> {
    if (this.isReady) return;
    await this.run('init', ...UNATTENDED);
    this.isReady = true;
  }

  /** What a command prints. Throws `CliError` with what it said. */
  async run(command: string, ...args: readonly string[]): Promise<string> {
    this.say(`${this.stack.name}: ${command}`);
    return runTool(terraformName(), [`-chdir=${resolve(this.stack.dir)}`, command, ...args], {
      missing: TERRAFORM_MISSING,
      called: `terraform ${command} of ${this.stack.name}`,
      env: { TF_IN_AUTOMATION: '1' },
    });
  }
}

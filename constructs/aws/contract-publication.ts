import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import { TerraformOutput } from 'cdktf';
import { Construct } from 'constructs';
import { resourceName } from '../../src/naming/names';
import type { Contract } from '../../src/spec/contract';
import { tfJson } from '../terraform/json';

/** Name of the output that carries a contract. */
export const CONTRACT_OUTPUT = 'contract';

/** Publishes a contract whole, twice: as the stack's output for stacks of this app, and as a parameter for everybody else in the account. */
export class ContractPublication extends Construct {
  readonly parameterName: string;

  constructor(scope: Construct, id: string, { contract }: { readonly contract: Contract }) {
    super(scope, id);
    new TerraformOutput(this, 'Output', {
      staticId: true,
      value: contract,
      description: 'What this platform offers to those who build on it',
    }).overrideLogicalId(CONTRACT_OUTPUT);
    this.parameterName = resourceName('ssmParameter', 'stowage', contract.site.name, 'contract');
    new SsmParameter(this, 'Parameter', {
      name: this.parameterName,
      type: 'String',
      // Above 4 KB a parameter must be of the advanced tier; this chooses by size.
      tier: 'Intelligent-Tiering',
      description: 'What this platform offers to those who build on it',
      value: tfJson(contract),
    });
  }
}

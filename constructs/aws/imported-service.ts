import { Construct } from 'constructs';
import { SpecError } from '../../src/errors';
import { own } from '../../src/spec/own';
import { nearest } from '../../src/spec/parse';
import type { SystemContract } from '../../src/spec/system-contract';
import { endpointsOf } from '../../src/task/endpoint';
import { type Connectable, Connections } from './connections';

/** A service of another system: it can be called. The rules of the edge live with the caller. */
export class ImportedService extends Construct implements Connectable {
  readonly connections: Connections;

  constructor(
    scope: Construct,
    id: string,
    { contract, name }: { readonly contract: SystemContract; readonly name: string },
  ) {
    super(scope, id);
    const service = own(contract.services, name);
    if (service === undefined) {
      const near = nearest(name, Object.keys(contract.services));
      const fix =
        near === undefined
          ? `it has ${Object.keys(contract.services).join(', ') || 'none'}`
          : `did you mean '${near}'?`;
      throw new SpecError(`System '${contract.system}'`, [
        { code: 'UnknownService', field: `services.${name}`, problem: 'does not exist', fix },
      ]);
    }
    this.connections = new Connections(this, {
      key: `${name}_${contract.system}`,
      securityGroupId: service.securityGroupId,
      endpoints: endpointsOf(contract.system, name, service.ports),
      ...(service.clientGroup && { clientGroup: service.clientGroup }),
    });
  }
}

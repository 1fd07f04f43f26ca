import type { Problem } from '../errors';
import type { Endpoint } from '../task/endpoint';
import { unknownName } from './unknown-name';

/** An edge leads to ports that exist, and to one at least. */
export function checkPorts(ports: readonly string[], endpoints: readonly Endpoint[], callee: string): Problem[] {
  if (endpoints.length === 0)
    return [{ code: 'NoPorts', field: '', problem: `${callee} has no ports to call`, fix: 'give it one in `ports`' }];
  const known = endpoints.map((e) => e.port);
  return ports
    .filter((port) => !known.includes(port))
    .map((port) => unknownName('UnknownPort', 'ports', `port of ${callee}`, port, known));
}

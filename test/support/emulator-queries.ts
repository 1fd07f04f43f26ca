import { randomUUID } from 'node:crypto';
import type { EmulatorMemory, Exchange, Said } from './emulator-memory';

interface Asked {
  readonly queryDefinitionId?: string;
  readonly queryDefinitionNamePrefix?: string;
  readonly name?: string;
}

/** moto has no saved queries. */
export function queryDefinitions(memory: EmulatorMemory, { action, request }: Exchange): Said {
  const { queryDefinitionId: given, ...said } = JSON.parse(request) as Asked;
  // One line, however many there are.
  memory.note('logs.queryDefinitions', 'all');
  const answer = (body: object): Said => ({ status: 200, body: JSON.stringify(body) });
  if (action === 'DescribeQueryDefinitions') {
    const all = [...memory.queries.values()] as Asked[];
    const named = all.filter(({ name = '' }) => name.startsWith(said.queryDefinitionNamePrefix ?? ''));
    return answer({ queryDefinitions: named });
  }
  const id = given ?? randomUUID();
  if (action === 'DeleteQueryDefinition') return answer({ success: memory.queries.delete(id) });
  memory.queries.set(id, { ...said, queryDefinitionId: id });
  return answer({ queryDefinitionId: id });
}

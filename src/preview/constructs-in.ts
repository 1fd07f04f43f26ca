import { at, entriesOf } from './nested-json';

/** Path of the construct that made each resource of a synthesized stack, by address: what cdktf writes beside every resource. */
export function constructsIn(synthesized: unknown): Record<string, string> {
  const found = ['resource', 'data'].flatMap((block) =>
    entriesOf(at(synthesized, block)).flatMap(([type, resources]) =>
      entriesOf(resources).flatMap(([name, resource]): [string, string][] => {
        const path = at(at(at(resource, '//'), 'metadata'), 'path');
        const address = `${block === 'data' ? 'data.' : ''}${type}.${name}`;
        return typeof path === 'string' ? [[address, path]] : [];
      }),
    ),
  );
  return Object.fromEntries(found);
}

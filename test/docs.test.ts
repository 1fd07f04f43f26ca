import { z } from 'zod';
import { previewDocument } from '../src/preview/render/preview-document';
import { contractSpec } from '../src/spec/contract';
import { environmentSpec } from '../src/spec/environment';
import { pricesSpec } from '../src/spec/prices';
import { retainedSpec } from '../src/spec/retained';
import { serviceSpec } from '../src/spec/service';
import { siteSpec } from '../src/spec/site';
import { systemSpec } from '../src/spec/system';
import { systemContractSpec } from '../src/spec/system-contract';
import { jobsContractSpec } from '../src/spec/training/jobs-contract';
import { schemaFields } from './support/schema-fields';

const SPECS = {
  contractSpec,
  environmentSpec,
  jobsContractSpec,
  previewDocument,
  pricesSpec,
  retainedSpec,
  serviceSpec,
  siteSpec,
  systemSpec,
  systemContractSpec,
};

/** The value of `@default`, or a text that tells how it is calculated, or undefined where there is none. */
function documentedDefault(description: string): { json?: unknown; calculated?: string } | undefined {
  const text = / ?@default (.*)$/s.exec(description)?.[1];
  if (text === undefined) return undefined;
  return text.startsWith('- ') ? { calculated: text.slice(2) } : { json: JSON.parse(text) };
}

describe.each(Object.entries(SPECS))('%s', (_name, spec) => {
  const fields = schemaFields(spec);

  it('says of each key what it is, in a sentence', () => {
    const silent = fields
      .filter(({ schema }) => !/^[A-Z'`/].*[.:)]/s.test(schema.description ?? ''))
      .map(({ path }) => path);
    expect(silent).toEqual([]);
  });

  it('documents a default for each optional key and for no other', () => {
    const wrong = fields
      .filter(({ schema }) => {
        const optional = schema.safeParse(undefined).success;
        const documented = documentedDefault(schema.description ?? '') !== undefined;
        return optional !== documented;
      })
      .map(({ path }) => path);
    expect(wrong).toEqual([]);
  });

  it('fills in what it documents', () => {
    const wrong = fields.flatMap(({ path, schema }) => {
      const documented = documentedDefault(schema.description ?? '');
      if (documented === undefined) return [];
      const filled = schema.parse(undefined);
      // An object of defaults is documented as {}: its keys document the rest.
      const expected = schema instanceof z.ZodPrefault ? schema.parse(documented.json) : documented.json;
      return JSON.stringify(filled) === JSON.stringify(expected)
        ? []
        : [`${path}: documented ${JSON.stringify(expected)}, filled ${JSON.stringify(filled)}`];
    });
    expect(wrong).toEqual([]);
  });

  it('turns into JSON Schema', () => {
    const schema = z.toJSONSchema(spec, { io: 'input' });
    expect(schema.type).toBe('object');
    expect(schema.additionalProperties).toBe(false);
    expect(() => z.toJSONSchema(spec)).not.toThrow();
  });
});

import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { SpecError } from '../../../src/errors';
import { importCompose } from '../../../src/import/compose/import-compose';
import type { Imported } from '../../../src/import/imported';
import { importMarathon } from '../../../src/import/marathon/import-marathon';
import { importSprint } from '../../../src/import/sprint/import-sprint';
import { checkSpec } from '../../../src/spec/parse';
import { systemSpec } from '../../../src/spec/system';
import { fixture } from '../../golden/imports';
import { EVERYTHING, SPRINT } from './everything';
import { mutated, spoilt } from './fuzz';

interface Kind {
  readonly read: (text: string) => Imported;
  readonly documents: readonly unknown[];
}

const KINDS: Readonly<Record<string, Kind>> = {
  compose: {
    read: (text) => importCompose(text, { readFile: (path) => FILES.get(path), profiles: ['*'] }),
    documents: [parse(fixture('docker-compose.recommendations.yml')), EVERYTHING],
  },
  marathon: {
    read: (text) => importMarathon(text),
    documents: [JSON.parse(fixture('marathon.my-nginx.json')), JSON.parse(fixture('marathon.product.json'))],
  },
  sprint: {
    read: (text) => importSprint(text),
    documents: [JSON.parse(fixture('sprint.ctr-training.json')), SPRINT, [SPRINT]],
  },
};

const FILES = new Map([
  ['a.env', 'A=1\nB="2"'],
  ['more.yml', 'services: { more: { image: "more:1" } }'],
]);

/** Whether a text is imported; false where it is refused. Throws where it is neither. */
function survives(read: Kind['read'], text: string): boolean {
  const before = Date.now();
  try {
    const { system, notes } = read(text);
    expect(checkSpec(systemSpec, system).problems).toEqual([]);
    expect(notes.every(({ field, why }) => field !== undefined && why !== '')).toBe(true);
    return true;
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    expect(error.problems.length).toBeGreaterThan(0);
    // It is told in the words of the source, and not of what it would have become.
    expect(error.message).not.toMatch(/^What /);
    return false;
  } finally {
    expect(Date.now() - before).toBeLessThan(5000);
  }
}

describe.each(Object.entries(KINDS))('%s, whatever it reads', (_, { read, documents }) => {
  it('begins with documents that it takes', () => {
    for (const document of documents) expect(survives(read, JSON.stringify(document))).toBe(true);
  });

  it('gives a legal system, or refuses, where a document was changed', () => {
    let taken = 0;
    fc.assert(
      fc.property(mutated(documents), fc.boolean(), (document, asJson) => {
        if (survives(read, asJson ? JSON.stringify(document) : stringify(document))) taken += 1;
      }),
      { numRuns: 700 },
    );
    // Of documents that are refused at once little was tried.
    expect(taken).toBeGreaterThan(70);
  });

  it('gives a legal system, or refuses, where a text was spoilt', () => {
    const texts = documents.map((document) => stringify(document));
    fc.assert(
      fc.property(spoilt(texts), (text) => {
        survives(read, text);
      }),
      { numRuns: 400 },
    );
  });
});

import fc from 'fast-check';
import type { Retained } from '../../../src/spec/retained';
import { parseLedger, recordedReplicas, recordedZone, renderLedger, retainedKey } from '../../../src/storage/ledger';
import {
  checkStackNames,
  type Declared,
  decideRetention,
  type Retention,
  releasedWarnings,
  stacksOf,
  unrecorded,
} from '../../../src/storage/retained';
import { refusalOf } from '../../support/builders/refusal-of';
import { entry, thing } from '../../support/builders/retained-thing';

const GONE = { who: 'ann', why: 'nobody reads it any more' };
const DELETE = { ...GONE, decision: 'delete' as const };
const PROD = { name: 'prod', protect: true, systems: ['shop'] };
const codes = (ledger: readonly Retained[], declared: readonly Declared[] = [], protect = true) =>
  decideRetention(ledger, { ...PROD, protect }, declared).problems.map(({ code }) => code);

/** Few of each, so that histories meet themselves. */
const address = fc.constantFrom('aws_a.x', 'aws_a.y', 'aws_b.x');
const stack = fc.constantFrom('prod-ads-data', 'prod-shop-data');
const declared = fc.uniqueArray(
  fc.record({ stack, address, isProtected: fc.boolean() }).map((more) => thing(more.address, more)),
  { selector: retainedKey },
);
const decision = fc.constantFrom('keep' as const, 'delete' as const);

/** Steps of a platform's life: what the spec has, and what somebody writes into the ledger before or after it. */
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ protect: fc.boolean(), all: declared }).map(({ protect, all }) => ({
      protect,
      things: all.map((one) => ({ ...one, isProtected: protect && one.isProtected })),
    })),
  },
  fc.record({ at: fc.tuple(stack, address), decision: fc.option(decision, { nil: undefined }) }),
);

/** What Terraform does: nothing is known here of how it was decided. */
function deploy(state: Map<string, boolean>, things: readonly Declared[], { forgotten, released }: Retention) {
  const next = new Set(things.map(retainedKey));
  const [kept, free] = [forgotten.map(retainedKey), released.map(retainedKey)];
  const gone = [...state].filter(([key]) => !next.has(key));
  for (const [key] of gone) state.delete(key);
  for (const one of things) state.set(retainedKey(one), one.isProtected && !free.includes(retainedKey(one)));
  return gone.filter(([key]) => !kept.includes(key)).map(([key, wasProtected]) => ({ key, wasProtected }));
}

describe('what is kept', () => {
  it('is destroyed in no history of specs, nor bare in a protected environment, unless somebody wrote that it is to be deleted', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let ledger: readonly Retained[] = [];
        const state = new Map<string, boolean>();
        const precious = new Set<string>();
        for (const one of steps) {
          if ('at' in one) {
            const [inStack, name] = one.at;
            ledger = ledger.map(({ gone: _, ...rest }) =>
              rest.stack === inStack && rest.address === name && one.decision !== undefined
                ? { ...rest, gone: { ...GONE, decision: one.decision } }
                : rest,
            );
            continue;
          }
          const decided = decideRetention(ledger, { ...PROD, protect: one.protect }, one.things);
          if (decided.problems.length > 0) continue;
          const allowed = ledger.filter(({ gone, released }) => gone?.decision === 'delete' && released);
          ledger = decided.ledger;
          const bare = one.things.filter(({ isProtected }) => !isProtected).map(retainedKey);
          const free = allowed.map(retainedKey);
          if (one.protect) expect(bare.filter((key) => precious.has(key) && !free.includes(key))).toEqual([]);
          const destroyed = deploy(state, one.things, decided);
          expect(destroyed.filter(({ key }) => precious.has(key) && !free.includes(key))).toEqual([]);
          // Whatever was decided: what goes had lost its protection in a deploy before.
          expect(destroyed.filter(({ wasProtected }) => wasProtected)).toEqual([]);
          for (const { isProtected, ...rest } of one.things) if (isProtected) precious.add(retainedKey(rest));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('never leaves the ledger, and twice the same adds nothing', () => {
    fc.assert(
      fc.property(declared, declared, (before, after) => {
        const first = decideRetention([], PROD, before).ledger;
        const { ledger } = decideRetention(first, PROD, after);
        expect(ledger).toEqual(expect.arrayContaining([...first]));
        const expected = [...before, ...after].filter((one) => one.isProtected).map(retainedKey);
        expect(ledger.map(retainedKey)).toEqual([...new Set(expected)].sort());
        expect(decideRetention(ledger, PROD, after)).toMatchObject({ ledger, added: [] });
      }),
    );
  });

  it('is judged by its own environment alone', () => {
    const elsewhere = entry('aws_a.x', { environment: 'dev', stack: 'dev-ads-data' });
    expect(decideRetention([elsewhere], PROD, [])).toEqual({
      ledger: [elsewhere],
      added: [],
      completed: [],
      forgotten: [],
      released: [],
      problems: [],
    });
    expect(stacksOf([elsewhere, entry('aws_a.y')], 'prod')).toEqual(new Map([['prod-ads-data', 'ads']]));
  });

  it('is refused to leave, also where the environment is protected no more, and the refusal says how', () => {
    expect(codes([entry('aws_a.x'), entry('aws_a.y')])).toEqual(['DroppedData', 'DroppedData']);
    expect(decideRetention([entry('aws_a.x', { replica: 2 })], PROD, []).problems[0]).toEqual({
      code: 'DroppedData',
      field: 'prod-ads-data.aws_a.x',
      problem:
        "was 'volumes.models' of system 'ads', replica 2, and the spec has it no more: the next deploy would destroy it",
      fix: "put it back, say movedFrom: 'ads' of a system that was renamed, or let it go in retained.json with gone: { decision: 'keep', who, why }; to delete it, put it back, say 'delete' there and deploy, and take it out after that",
    });
    expect(codes([entry('aws_a.x')], [thing('aws_a.x', { isProtected: false })], false)).toEqual([]);
  });

  it('is of a system that may have been renamed only where no system has that name', () => {
    const fixOf = (systems: string[]) => decideRetention([entry('aws_a.x')], { ...PROD, systems }, []).problems[0]?.fix;
    expect(fixOf(['shop'])).toContain("movedFrom: 'ads'");
    expect(fixOf(['ads', 'shop'])).toBe(
      "put it back or let it go in retained.json with gone: { decision: 'keep', who, why }; to delete it, put it back, say 'delete' there and deploy, and take it out after that",
    );
  });

  it('is refused to stay as something that is not kept, unless its environment is protected no more, or it was let go', () => {
    const bare = [thing('aws_a.x', { isProtected: false })];
    expect(decideRetention([entry('aws_a.x')], PROD, bare).problems).toEqual([
      {
        code: 'LostProtection',
        field: 'prod-ads-data.aws_a.x',
        problem:
          "is 'volumes.models' of system 'ads', which was kept, and what the spec makes of it is not, as of Lustre with deployment: 'SCRATCH_2': the next deploy may replace it and all that is in it",
        fix: "put back what the spec said of it; or let it go in retained.json with gone: { decision: 'delete', who, why }, and deploy that before the change",
      },
    ]);
    expect(codes([entry('aws_a.x')], bare, false)).toEqual([]);
    expect(codes([entry('aws_a.x', { gone: DELETE })], bare)).toEqual(['LostProtection']);
    expect(codes([entry('aws_a.x', { gone: DELETE, released: true })], bare)).toEqual([]);
    expect(codes([entry('aws_a.x', { gone: { ...GONE, decision: 'keep' } })], bare)).toEqual(['KeptAndDeclared']);
    expect(codes([], bare)).toEqual([]);
  });

  it('leaves its state and stays in AWS where that was decided, and is not declared any more', () => {
    const kept = entry('aws_a.x', { gone: { ...GONE, decision: 'keep' } });
    expect(decideRetention([kept], PROD, [])).toMatchObject({ forgotten: [kept], released: [], problems: [] });
    expect(codes([kept], [thing('aws_a.x')])).toEqual(['KeptAndDeclared']);
  });

  it('loses its protection first where it is to be deleted', () => {
    const doomed = entry('aws_a.x', { gone: DELETE });
    const free = { ...doomed, released: true as const };
    const first = decideRetention([doomed], PROD, [thing('aws_a.x')]);
    expect(first).toMatchObject({ released: [doomed], completed: [free], ledger: [free], problems: [] });
    expect(releasedWarnings([doomed])).toMatchObject([{ code: 'Released', field: 'prod-ads-data.aws_a.x' }]);
    // Where nothing can be written, it must have been: else the next deploy would not know.
    expect(unrecorded(first)).toMatchObject([{ code: 'NotRecorded', field: 'prod-ads-data.aws_a.x' }]);
    expect(decideRetention([free], PROD, [thing('aws_a.x')])).toMatchObject({ released: [free], completed: [] });
    expect(decideRetention([free], PROD, [])).toMatchObject({ released: [], forgotten: [], problems: [] });
  });

  it('does not go in the deploy that would lift its protection', () => {
    expect(decideRetention([entry('aws_a.x', { gone: DELETE })], PROD, []).problems).toEqual([
      {
        code: 'DroppedData',
        field: 'prod-ads-data.aws_a.x',
        problem:
          "was 'volumes.models' of system 'ads', and leaves the spec together with the word that deletes it: nothing has lifted its protection",
        fix: 'put it back, synthesize and deploy that; then take it out',
      },
    ]);
    // Nor does one that was to be deleted once, and was protected again since.
    const again = decideRetention([entry('aws_a.x', { released: true })], PROD, [thing('aws_a.x')]);
    expect(again).toMatchObject({ problems: [], ledger: [entry('aws_a.x')], released: [] });
  });

  it('does not move to another zone', () => {
    const here = entry('aws_a.x', { zone: 'us-east-1a' });
    expect(codes([here], [thing('aws_a.x', { zone: 'us-east-1b' })])).toEqual(['ZoneMoved']);
    expect(codes([here], [thing('aws_a.x', { zone: 'us-east-1a' })])).toEqual([]);
    expect(codes([here], [thing('aws_a.x')])).toEqual([]);
  });

  it('is refused as unrecorded where the ledger cannot be committed', () => {
    const decided = decideRetention([], PROD, [thing('aws_a.x'), thing('aws_a.y', { isProtected: false })]);
    expect(unrecorded(decided).map(({ code, field }) => `${code} ${field}`)).toEqual([
      'NotRecorded prod-ads-data.aws_a.x',
    ]);
  });

  it('keeps its state to itself: no system may take the name of its stack', () => {
    const stacks = new Map([
      ['prod-ads-data', 'ads-data'],
      ['prod-ads', 'ads'],
    ]);
    expect(checkStackNames([entry('aws_a.x')], 'prod', stacks).map(({ code, field }) => [code, field])).toEqual([
      ['ReservedName', 'ads-data'],
    ]);
    expect(checkStackNames([entry('aws_a.x')], 'dev', stacks)).toEqual([]);
  });
});

describe('the ledger', () => {
  const entries = fc.uniqueArray(
    fc.record(
      {
        environment: fc.constant('prod'),
        stack,
        address,
        system: fc.constant('ads'),
        part: fc.constant('volumes.models'),
        replica: fc.nat(),
        zone: fc.constant('us-east-1a'),
        gone: fc.record({ decision, who: fc.constant('ann'), why: fc.constant(GONE.why) }),
        released: fc.constant(true as const),
      },
      { requiredKeys: ['environment', 'stack', 'address', 'system'] },
    ),
    { selector: retainedKey },
  );

  it('is read back as it was written, in one order', () => {
    fc.assert(
      fc.property(entries, fc.func(fc.nat()), (ledger, weight) => {
        const text = renderLedger(ledger);
        const shuffled = [...ledger].sort((a, b) => weight(retainedKey(a)) - weight(retainedKey(b)));
        expect(renderLedger(shuffled)).toBe(text);
        expect(renderLedger(parseLedger(JSON.parse(text)))).toBe(text);
        expect(new Set(parseLedger(JSON.parse(text)))).toEqual(new Set(ledger));
      }),
    );
  });

  it('refuses one thing twice, and a decision that nobody made or gave a reason for', () => {
    expect(refusalOf(() => parseLedger([entry('aws_a.x'), entry('aws_a.x')])).lines).toContain(
      'prod-ads-data.aws_a.x is in it twice; delete one of the two [DuplicateEntry]',
    );
    const gone = { decision: 'keep', why: 'x' };
    const { lines } = refusalOf(() => parseLedger([{ ...entry('aws_a.x'), gone }]));
    expect(lines.map((line) => line.split(' ')[0]).sort()).toEqual(['0.gone.who', '0.gone.why']);
  });

  it('remembers where each volume is, and of which replicas', () => {
    const own = { environment: 'prod', system: 'ads', volume: 'models' };
    const ledger = [
      entry('aws_a.x', { replica: 2, zone: 'us-east-1c' }),
      entry('aws_a.y', { replica: 0, zone: 'us-east-1a' }),
      entry('aws_b.x', { replica: 1, zone: 'us-east-1b', gone: { ...GONE, decision: 'keep' } }),
      entry('aws_b.z', { replica: 3, zone: 'us-east-1a', gone: { ...GONE, decision: 'delete' } }),
      entry('aws_b.y', { zone: 'us-east-1d', part: 'volumes.other' }),
    ];
    expect([0, 1, 2, 3, undefined].map((replica) => recordedZone(ledger, own, replica))).toEqual([
      'us-east-1a',
      'us-east-1b',
      'us-east-1c',
      'us-east-1a',
      undefined,
    ]);
    expect(recordedZone(ledger, { ...own, volume: 'other' })).toBe('us-east-1d');
    expect(recordedReplicas(ledger, own)).toEqual([0, 2, 3]);
    expect(recordedReplicas(ledger, { ...own, environment: 'dev' })).toEqual([]);
  });
});

import { renderProblem } from '../../../src/errors';
import type { Retained } from '../../../src/spec/retained';
import { parseLedger, renderLedger } from '../../../src/storage/ledger';
import { decideRetention, incompleteWarnings } from '../../../src/storage/retained';
import { entry, thing } from '../../support/builders/retained-thing';

const GONE = { who: 'ann', why: 'nobody reads it any more' };
const PROD = { name: 'prod', protect: true, systems: ['ads'] };

describe('what cannot change of what is kept', () => {
  it('does not change what cannot change while it is there, unless it was let go', () => {
    const made = (more: Partial<Retained> = {}) => [
      entry('aws_a.x', { fixed: { from: 'none', sizeGiB: 100 }, ...more }),
    ];
    const here = [thing('aws_a.x', { fixed: { from: 'snap-1', sizeGiB: 50 } })];
    expect(decideRetention(made(), PROD, here).problems).toEqual([
      {
        code: 'Replaced',
        field: 'prod-ads-data.aws_a.x.fixed.from',
        problem:
          "was none for 'volumes.models' of system 'ads', and the spec says snap-1: nothing changes that of what is there, and Terraform would make another in its place, fail, or pass it over",
        fix: "put from back (in retained.json, where it was never deployed), or make another beside it and copy; or let this one go in retained.json with gone: { decision: 'delete', who, why }, and deploy that before the change",
      },
      expect.objectContaining({ code: 'Replaced', field: 'prod-ads-data.aws_a.x.fixed.sizeGiB' }),
    ]);
    const gone = made({ gone: { ...GONE, decision: 'delete' }, released: true });
    const now = { ...gone[0], fixed: here[0]?.fixed } as Retained;
    // Not in the deploy that would lift its protection.
    const { released: _unknown, ...before } = gone[0] as Retained;
    expect(decideRetention([before], PROD, here).problems).toHaveLength(2);
    expect(decideRetention(gone, PROD, here)).toMatchObject({ problems: [], completed: [now], ledger: [now] });
    // And so it may stay after all, as it is now.
    const { gone: _, released: _free, ...stays } = now;
    expect(decideRetention([stays], PROD, here)).toMatchObject({ problems: [], completed: [], ledger: [stays] });
  });

  it('follows the spec into another zone, or out of any, once it was let go', () => {
    const gone = { ...GONE, decision: 'delete' as const };
    const before = entry('aws_a.x', { zone: 'us-east-1a', gone, released: true });
    const moved = thing('aws_a.x', { zone: 'us-east-1b' });
    expect(decideRetention([before], PROD, [moved])).toMatchObject({
      problems: [],
      completed: [{ ...before, zone: 'us-east-1b' }],
    });
    const { zone: _, ...nowhere } = before;
    expect(decideRetention([before], PROD, [thing('aws_a.x')]).completed).toEqual([nowhere]);
  });

  it('is completed in the ledger: what an older one lacks, and how far it has grown', () => {
    const here = [thing('aws_a.x', { fixed: { sizeGiB: 200, from: 'none' } })];
    const full = entry('aws_a.x', { fixed: { from: 'none', sizeGiB: 200 } });
    const older: Retained['fixed'][] = [undefined, { sizeGiB: 100 }, { from: 'none', sizeGiB: 199 }];
    for (const before of older) {
      const other = entry('aws_a.y');
      const old = entry('aws_a.x', before && { fixed: before });
      const { ledger, completed, added, problems } = decideRetention([old, other], PROD, [...here, thing('aws_a.y')]);
      expect([ledger, completed, added, problems]).toEqual([[full, other], [full], [], []]);
    }
    expect(decideRetention([full], PROD, here)).toMatchObject({ ledger: [full], completed: [] });
    expect(decideRetention([], PROD, here).added).toEqual([full]);
    expect(renderLedger([full])).toContain('"fixed": {\n      "from": "none",\n      "sizeGiB": 200\n    }');
    expect(parseLedger(JSON.parse(renderLedger([full])))).toEqual([full]);
  });

  it('is warned of where more is known of it than the ledger has, and that cannot be committed', () => {
    const { completed } = decideRetention([entry('aws_a.x')], PROD, [thing('aws_a.x', { fixed: { from: 'none' } })]);
    expect(incompleteWarnings(completed).map(renderProblem)).toEqual([
      "prod-ads-data.aws_a.x is 'volumes.models' of system 'ads', and retained.json does not have all of it that cannot change while it is there; run 'STOWAGE_ENVIRONMENT=prod npm run synth' where the file can be committed, and commit it [NotRecorded]",
    ]);
  });
});

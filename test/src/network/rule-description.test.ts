import fc from 'fast-check';
import { ruleDescription } from '../../../src/network/rule-description';

/** The EC2 API reference's own words for what a description may hold, written out. */
const LEGAL = new Set([...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ._-:/()#,@[]+=&;{}!$*']);

describe('the description of a rule', () => {
  it('is text that EC2 takes, whatever the reason', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (why) => {
        const text = ruleDescription(why);
        expect([...text].filter((c) => !LEGAL.has(c))).toEqual([]);
        expect(text.length).toBeLessThanOrEqual(255);
      }),
    );
  });

  it('is the reason itself where EC2 takes it', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...LEGAL), maxLength: 255 }), (why) => {
        fc.pre(why === why.trim() && !why.includes('  '));
        expect(ruleDescription(why)).toBe(why);
      }),
    );
  });

  it('keeps words apart that stood on two lines, and ends in no space', () => {
    expect(ruleDescription('reads\nfeatures')).toBe('reads features');
    expect(ruleDescription(`${'a'.repeat(254)} b`)).toBe('a'.repeat(254));
  });

  it('is never empty for a reason that was given', () => {
    expect(ruleDescription('理由')).not.toBe('');
  });

  it('keeps what can be kept', () => {
    expect(ruleDescription('Pläne  für "Käufer" – 24h')).toBe('Plane fur Kaufer 24h');
  });
});

import { limitsSpec } from '../../../src/spec/limits';
import { mergeOverrides, overridesOf } from '../../../src/spec/overrides';

describe('overridesOf', () => {
  test('lets one entry of a record with an enumeration of keys be changed, and does not ask for the others', () => {
    const change = { ulimits: { nofile: { hard: 65_536 } } };
    expect(overridesOf(limitsSpec).safeParse(change).success).toBe(true);
    const base = { ulimits: { nofile: { soft: 1024, hard: 4096 }, core: { soft: 0, hard: 0 } } };
    expect(mergeOverrides(limitsSpec, base, change)).toEqual({
      ulimits: { nofile: { soft: 1024, hard: 65_536 }, core: { soft: 0, hard: 0 } },
    });
  });

  test('goes on refusing a key that the enumeration does not have', () => {
    const change = { ulimits: { nofiles: { hard: 1 } } };
    expect(overridesOf(limitsSpec).safeParse(change).success).toBe(false);
  });
});

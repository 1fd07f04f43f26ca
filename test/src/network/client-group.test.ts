import fc from 'fast-check';
import { CLIENT_GROUP_STAGES, type ClientGroupStage, entryOf } from '../../../src/network/client-group';

/** The deploys that the documentation of the stages allows. */
const STEPS: readonly (readonly [ClientGroupStage, ClientGroupStage])[] = [
  ['off', 'joining'],
  ['joining', 'on'],
  ['on', 'leaving'],
  ['leaving', 'off'],
];

const PORTS = ['http', 'grpc'];

/** What one moment of a deploy has: rules and the group in AWS, and the groups that running replicas of the caller carry. */
interface Moment {
  readonly ownRules: boolean;
  readonly group: boolean;
  readonly carried: readonly boolean[];
}

/**
 * The moments of a step. The system that is called is deployed first, and in every stack what is made comes before what is replaced, and what
 * is deleted after the caller's service was told, though its old replicas run on for a while.
 */
function momentsOf(before: ClientGroupStage, after: ClientGroupStage): Moment[] {
  const [old, fresh] = [entryOf(before, PORTS, PORTS), entryOf(after, PORTS, PORTS)];
  const [had, has] = [before !== 'off', after !== 'off'];
  return [
    { ownRules: old.rules, group: had, carried: [old.member] },
    // The callee's stack made what is new in it; then what is gone from it goes.
    { ownRules: old.rules, group: had || has, carried: [old.member] },
    { ownRules: old.rules, group: has, carried: [old.member] },
    // The caller's stack likewise; old and new replicas stand beside each other.
    { ownRules: old.rules || fresh.rules, group: has, carried: [old.member, fresh.member] },
    { ownRules: fresh.rules, group: has, carried: [old.member, fresh.member] },
    { ownRules: fresh.rules, group: has, carried: [fresh.member] },
  ];
}

const safe = (step: readonly [ClientGroupStage, ClientGroupStage]) =>
  momentsOf(...step).every(
    ({ ownRules, group, carried }) =>
      // Every replica gets through, and no group is deleted that one of them carries.
      carried.every((member) => ownRules || (member && group)) && (group || !carried.includes(true)),
  );

describe('the stages of a client group', () => {
  it('leave no replica without a rule at any moment of the steps that are allowed, and delete no group in use', () => {
    expect(STEPS.filter((step) => !safe(step))).toEqual([]);
  });

  it('have no shorter way: each of the steps that leave one out has such a moment', () => {
    const shortcuts = [
      ['off', 'on'],
      ['on', 'off'],
      ['joining', 'off'],
      ['leaving', 'on'],
    ] as const;
    expect(shortcuts.filter(safe)).toEqual([]);
  });
});

describe('entryOf', () => {
  it('lets a caller of only some ports in by rules of its own, whatever the stage', () => {
    for (const stage of CLIENT_GROUP_STAGES)
      expect(entryOf(stage, ['http'], PORTS)).toEqual({ member: false, rules: true });
  });

  it('lets everybody in by something, and nobody by less than was said', () => {
    const some = fc.uniqueArray(fc.constantFrom('http', 'grpc', 'admin'), { minLength: 1 });
    fc.assert(
      fc.property(fc.constantFrom(...CLIENT_GROUP_STAGES), some, some, (stage, called, ports) => {
        const { member, rules } = entryOf(stage, called, ports);
        expect(member || rules).toBe(true);
        if (member) expect(called).toEqual(expect.arrayContaining(ports));
      }),
    );
  });
});

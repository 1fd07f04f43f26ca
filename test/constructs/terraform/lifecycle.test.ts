import { kept } from '../../../constructs/terraform/lifecycle';
import { PROTECT_TAG } from '../../../src/naming/tags';

describe('kept', () => {
  it('protects against destruction and says so in a tag, or neither', () => {
    expect(kept({ protect: true })).toEqual({ lifecycle: { preventDestroy: true }, tags: { [PROTECT_TAG]: 'true' } });
    expect(kept({ protect: false })).toEqual({ tags: { [PROTECT_TAG]: 'false' } });
  });

  it('keeps what else is said of the life of a resource', () => {
    expect(kept({ protect: true }, { ignoreChanges: ['desired_count'] }).lifecycle).toEqual({
      preventDestroy: true,
      ignoreChanges: ['desired_count'],
    });
    expect(kept({ protect: false }, { createBeforeDestroy: true }).lifecycle).toEqual({ createBeforeDestroy: true });
  });
});

import fc from 'fast-check';
import { renderProblem } from '../../../src/errors';
import { checkTags, platformTags } from '../../../src/naming/tags';

const lines = (tags: Record<string, string>) => checkTags(tags, 'tags').map(renderProblem);
const tags = fc.dictionary(fc.string(), fc.string());

describe('the tags of a resource', () => {
  it('say whose it is, sorted by key', () => {
    const written = platformTags({
      environment: 'prod',
      system: 'ads',
      protect: true,
      extra: { team: 'ranking', Name: 'index' },
    });
    expect(Object.entries(written)).toEqual([
      ['Name', 'index'],
      ['stowage:environment', 'prod'],
      ['stowage:protect', 'true'],
      ['stowage:system', 'ads'],
      ['team', 'ranking'],
    ]);
  });

  it('leave out what was not said, and say that protection was lifted', () => {
    expect(platformTags({ environment: 'prod' })).toEqual({ 'stowage:environment': 'prod' });
    expect(platformTags({ environment: 'prod', protect: false })).toEqual({
      'stowage:environment': 'prod',
      'stowage:protect': 'false',
    });
  });

  it('are the same whatever the order in which the user wrote them', () => {
    fc.assert(
      fc.property(tags, (extra) => {
        const reversed = Object.fromEntries(Object.entries(extra).reverse());
        const written = JSON.stringify(platformTags({ environment: 'prod', extra }));
        expect(JSON.stringify(platformTags({ environment: 'prod', extra: reversed }))).toBe(written);
      }),
    );
  });

  it('of the platform cannot be changed by the user', () => {
    const extra = { 'stowage:environment': 'dev', 'stowage:protect': 'false' };
    expect(platformTags({ environment: 'prod', protect: true, extra })).toEqual({
      'stowage:environment': 'prod',
      'stowage:protect': 'true',
    });
  });
});

describe('the tags that a user writes', () => {
  it('are accepted only where AWS accepts every one of them', () => {
    const legal = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;
    fc.assert(
      fc.property(tags, (written) => {
        fc.pre(checkTags(written, 'tags').length === 0);
        for (const [key, value] of Object.entries(written)) {
          expect([legal.test(key), legal.test(value), key.length > 0, /^(aws|stowage):/i.test(key)]).toEqual([
            true,
            true,
            true,
            false,
          ]);
        }
      }),
    );
  });

  it('may be in any script and up to the limits', () => {
    expect(
      lines({
        équipe: 'モデル',
        'cost center': 'a_b.c:d/e=f+g-h@i',
        [`k${'é'.repeat(127)}`]: '𝒳'.repeat(256),
        empty: '',
      }),
    ).toEqual([]);
  });

  it('leave room for those of the platform', () => {
    const many = Object.fromEntries(Array.from({ length: 45 }, (_, i) => [`t${i}`, '']));
    expect(lines(many)).toEqual([
      'tags has 45 tags, and of the 50 that AWS allows the platform needs 6; keep 44 or fewer [TooManyTags]',
    ]);
  });

  it.each([
    [
      { 'AWS:team': 'x' },
      "tags.AWS:team begins with 'aws:', which AWS keeps for itself; use another key [ReservedTag]",
    ],
    [
      { 'stowage:protect': 'false' },
      "tags.stowage:protect begins with 'stowage:', which the platform sets; delete it [ReservedTag]",
    ],
    [{ team: 'aws:x' }, "tags.team is 'aws:x', and AWS keeps 'aws:' for itself; use another value [ReservedTag]"],
    [{ '': 'x' }, 'tags. has an empty key; write a key [InvalidTagKey]'],
    [
      { ['k'.repeat(129)]: '' },
      `tags.${'k'.repeat(129)} has a key of 129 characters; use 128 or fewer [InvalidTagKey]`,
    ],
    [{ team: 'v'.repeat(257) }, 'tags.team has a value of 257 characters; use 256 or fewer [InvalidTagValue]'],
    [{ 'a&b': '' }, "tags.a&b has '&' in its key; use letters, digits, spaces and _ . : / = + - @ [InvalidTagKey]"],
    [
      { team: 'a\nb' },
      'tags.team has U+000a in its value; use letters, digits, spaces and _ . : / = + - @ [InvalidTagValue]',
    ],
    [
      { Team: 'x', team: 'y' },
      "tags.team differs from 'Team' in case alone, and IAM takes the two for one; delete one of them [DuplicateTag]",
    ],
  ])('are refused: %j', (written, message) => {
    expect(lines(written as Record<string, string>)).toEqual([message]);
  });
});

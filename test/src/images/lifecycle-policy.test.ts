import fc from 'fast-check';
import { buildTag, deployedTag } from '../../../src/images/image-names';
import { type LifecycleRule, lifecyclePolicy } from '../../../src/images/lifecycle-policy';

interface Image {
  readonly tags: readonly string[];
  /** Days since it was pushed. */
  readonly age: number;
}

/**
 * What ECR's documentation says of an evaluation (ECR user guide, "Automate the cleanup of images by using lifecycle policies", 2026-11): all
 * rules are evaluated at once and applied by priority; an image that matches the tags of a rule is never expired by one of lower priority;
 * a rule counts those images all the same; the oldest go first.
 */
function expired(images: readonly Image[], rules: readonly LifecycleRule[]): Set<Image> {
  const gone = new Set<Image>();
  const taken = new Set<Image>();
  for (const { selection } of [...rules].sort((a, b) => a.rulePriority - b.rulePriority)) {
    const { tagStatus, tagPrefixList = [], countType, countNumber } = selection;
    const matching = images.filter(({ tags }) =>
      tagStatus === 'untagged'
        ? tags.length === 0
        : tagPrefixList.every((prefix) => tags.some((tag) => tag.startsWith(prefix))),
    );
    const newestFirst = [...matching].sort((a, b) => a.age - b.age);
    const marked =
      countType === 'imageCountMoreThan'
        ? newestFirst.slice(countNumber)
        : newestFirst.filter(({ age }) => age > countNumber);
    for (const image of marked) if (!taken.has(image)) gone.add(image);
    for (const image of matching) taken.add(image);
  }
  return gone;
}

const hash = fc.integer({ min: 0, max: 99 }).map((n) => n.toString(16).padStart(64, '0'));
const build = hash.map(buildTag);
const deployed = fc
  .tuple(fc.constantFrom('dev', 'prod', 'build'), hash)
  .map(([env, of]) => deployedTag(env, `sha256:${of}`));
const image: fc.Arbitrary<Image> = fc.record({
  tags: fc.uniqueArray(fc.oneof(build, deployed, fc.constantFrom('1.0.0', 'buildx', 'environment')), { maxLength: 4 }),
  age: fc.integer({ min: 0, max: 400 }),
});
const settings = fc.record({
  keepBuilds: fc.integer({ min: 1, max: 10 }),
  untaggedDays: fc.integer({ min: 1, max: 365 }),
});
const isDeployed = ({ tags }: Image) => tags.some((tag) => tag.startsWith('env-'));
const isBuild = ({ tags }: Image) => tags.some((tag) => tag.startsWith('build-'));

describe('what expires in a repository', () => {
  const of = (images: readonly Image[], kept: Parameters<typeof lifecyclePolicy>[0]) =>
    expired(images, lifecyclePolicy(kept).rules);

  it('is never an image that was deployed, however old it is and however many builds came after it', () => {
    fc.assert(
      fc.property(fc.array(image, { maxLength: 60 }), settings, (images, kept) => {
        expect([...of(images, kept)].filter(isDeployed)).toEqual([]);
      }),
    );
  });

  it('is never what people pushed under tags of their own', () => {
    fc.assert(
      fc.property(fc.array(image, { maxLength: 60 }), settings, (images, kept) => {
        const gone = [...of(images, kept)];
        expect(gone.every((i) => i.tags.length === 0 || isBuild(i))).toBe(true);
      }),
    );
  });

  it('is every build beyond the newest, and all without a tag after its days', () => {
    fc.assert(
      fc.property(fc.array(image, { maxLength: 60 }), settings, (images, kept) => {
        const gone = of(images, kept);
        const builds = images.filter(isBuild).sort((a, b) => a.age - b.age);
        for (const old of builds.slice(kept.keepBuilds)) expect(gone.has(old)).toBe(!isDeployed(old));
        for (const i of images.filter(({ tags }) => tags.length === 0))
          expect(gone.has(i)).toBe(i.age > kept.untaggedDays);
      }),
    );
  });

  it('would be deployed images too, if the rule that keeps them came last', () => {
    const { rules } = lifecyclePolicy({ keepBuilds: 1, untaggedDays: 1 });
    const turned = rules.map((rule) => ({ ...rule, rulePriority: 4 - rule.rulePriority }));
    const images = [0, 1].map((age) => ({ age, tags: [buildTag(`${age}`), deployedTag('prod', `sha256:${age}`)] }));
    expect(expired(images, rules).size).toBe(0);
    expect(expired(images, turned).size).toBe(1);
  });

  it('has priorities of its own for each rule, and one rule for what has no tag', () => {
    const { rules } = lifecyclePolicy({ keepBuilds: 50, untaggedDays: 7 });
    expect(rules.map(({ rulePriority }) => rulePriority)).toEqual([1, 2, 3]);
    expect(rules.filter(({ selection }) => selection.tagStatus === 'untagged')).toHaveLength(1);
  });
});

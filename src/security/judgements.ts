import { atPath, type Estate, type Resource } from './estate';
import { isIdentity, Late } from './late';
import { fails, type Outcome, type Rule, unsure } from './rule';

/** Whether a value is good; undefined where nobody can tell. */
export type Judgement = (value: unknown) => boolean | undefined;

/** Equal as text: blocks write `true` as `'true'`. */
export function is(...expected: readonly (string | number | boolean)[]): Judgement {
  return (value) => (value instanceof Late ? undefined : expected.map(String).includes(String(value)));
}

/** Not said, or said to be one of these. */
export function isUnset(...or: readonly (string | number | boolean)[]): Judgement {
  return (value) => value === undefined || value === '' || is(...or)(value);
}

/** There, and not empty. What AWS gives to a resource of these stacks is. */
export const isSet: Judgement = (value) =>
  value instanceof Late ? isIdentity(value) || undefined : value !== undefined && value !== '' && value !== 0;

/** At least this many. */
export function isFrom(least: number): Judgement {
  return (value) => (value instanceof Late ? undefined : Number(value) >= least);
}

/** What an attribute of a resource must be. */
export interface Must {
  readonly path: string;
  readonly good: Judgement;
  /** What is wrong where it is not. */
  readonly says: string;
  /** Resources that it does not ask of. @default - of all */
  readonly unless?: (resource: Resource, estate: Estate) => boolean;
}

export function mustBe(resource: Resource, { path, good, says }: Must, values: unknown = resource.values): Outcome[] {
  const verdict = good(atPath(values, path));
  if (verdict === undefined) return unsure(resource, path, path);
  return verdict ? [] : fails(resource, path, says);
}

type Told = Pick<Rule, 'id' | 'severity' | 'title' | 'fix'>;

/** A rule of attributes of resources of one type. */
export function attributes(type: string, told: Told, ...musts: readonly Must[]): Rule {
  const check = (estate: Estate) =>
    estate
      .of(type)
      .flatMap((resource) =>
        musts.filter(({ unless }) => !unless?.(resource, estate)).flatMap((must) => mustBe(resource, must)),
      );
  return { ...told, types: [type], check };
}

/** A resource that must stand beside another, and point to it. */
export interface Companion {
  readonly type: string;
  /** Its attribute that points. */
  readonly by: string;
  readonly says: string;
  readonly musts?: readonly Must[];
}

/** A rule that each resource of a type has another one beside it. */
export function companions(type: string, told: Told, companion: Companion, unless?: Must['unless']): Rule {
  const check = (estate: Estate) =>
    estate
      .of(type)
      .filter((resource) => !unless?.(resource, estate))
      .flatMap((resource) => beside(estate, resource, companion));
  return { ...told, types: [type, companion.type], check };
}

export function beside(estate: Estate, resource: Resource, { type, by, says, musts = [] }: Companion): Outcome[] {
  const found = estate.pointingTo(resource, type, by);
  if (found.length > 0) return found.flatMap((one) => musts.flatMap((must) => mustBe(one, must)));
  if (estate.hasLoose(type, by, [resource.type])) return unsure(resource, type, `what ${type} belongs to it`);
  return fails(resource, type, says);
}

/** The environment itself says that it is not protected: it is there to be tried out. */
export function isForTrying({ values }: Resource): boolean {
  const tags = values.tags_all ?? values.tags;
  const tag = tags instanceof Late ? undefined : (tags as Record<string, unknown> | undefined)?.['stowage:protect'];
  return tag === 'false';
}

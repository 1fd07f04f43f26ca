import type { Problem } from '../../errors';
import { show } from '../../spec/parse';
import type { LustreVolume } from '../../spec/volume';
import { checkBucket } from './check-bucket';

/** Associations of one file system (FSx API_CreateDataRepositoryAssociation, 2026-11). */
const MOST = 8;

const PATH = /^\/([A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+)*)?$/;

/** Buckets behind directories that FSx would not link. Fields are those of the volume. */
export function checkRepositories({ repositories }: LustreVolume): Problem[] {
  const many =
    repositories.length <= MOST
      ? []
      : [
          {
            code: 'TooManyRepositories',
            field: 'repositories',
            problem: `are ${repositories.length}, and a file system has ${MOST} at most`,
            fix: 'link a directory above several of them',
          },
        ];
  return [
    ...many,
    ...repositories.flatMap(({ path, bucket, prefix }, i) => {
      const field = `repositories.${i}`;
      const before = repositories.slice(0, i);
      return [
        ...checkPath(path, `${field}.path`),
        ...checkApart(path, before, field),
        ...checkBucket(bucket, prefix, `${field}.`),
      ];
    }),
  ];
}

function checkPath(path: string, field: string): Problem[] {
  if (PATH.test(path) && !/\/\.+(\/|$)/.test(path)) return [];
  const problem = `is ${show(path)}, which is no directory of a file system`;
  return [{ code: 'InvalidRepositoryPath', field, problem, fix: "use one like '/datasets'" }];
}

function checkApart(path: string, before: LustreVolume['repositories'], field: string): Problem[] {
  const within = (inner: string, outer: string) => outer === '/' || inner === outer || inner.startsWith(`${outer}/`);
  const twin = before.findIndex((other) => within(path, other.path) || within(other.path, path));
  if (twin < 0) return [];
  const problem = `is '${path}', and repositories.${twin}.path is '${before[twin]?.path}'`;
  const fix = "use directories that do not lie within each other, '/' alone";
  return [{ code: 'OverlappingRepositories', field: `${field}.path`, problem, fix }];
}

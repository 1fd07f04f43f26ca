import { approximated, dropped, type Fate } from '../note';
import type { DraftMount } from './service-draft';

/** What of a host no container may have, with the reason. */
const OF_THE_HOST: readonly (readonly [RegExp, string])[] = [
  [/^(\/var)?\/run\/.*\.sock$|docker\.sock$/, 'is the engine of the host, with which it could do anything there'],
  [
    /^\/(proc|sys|dev|boot|etc\/(passwd|group|shadow))(\/|$)/,
    'is the host itself, of which no container sees anything',
  ],
  [/^\/etc\/(localtime|timezone)$/, "is the clock's zone of the laptop; say TZ in `environment`"],
  [/^\/tmp\/\.X11-unix/, 'is the screen of the laptop'],
];

/** Somebody's own directory. */
const HOME = /^(~|\/home\/|\/Users\/|\/root(\/|$)|\{\{)/;

/**
 * What becomes of a directory of the host. The files of whoever develops the service are in its image, so that nothing is mounted over them;
 * any other directory becomes a volume, into which somebody brings its files.
 */
export function bindFate({ source, path }: DraftMount, isBuilt: boolean): Fate {
  const host = OF_THE_HOST.find(([pattern]) => pattern.test(source));
  if (host !== undefined) return dropped(host[1]);
  if (HOME.test(source))
    return dropped('is in the home directory of whoever develops it; the image has the files itself');
  const isRelative = !source.startsWith('/');
  if (isFile(source, path))
    return dropped(
      'is one file of the laptop, and volumes are directories; bring it with the image, or say what it holds in `environment`',
    );
  if (isRelative && isBuilt)
    return dropped('is laid over what the image is built from; the image has the files itself');
  const where = isRelative ? 'beside the Compose file' : 'of the host';
  return approximated(
    'a volume and its mount',
    `is a directory ${where}, and a volume begins empty: somebody has to bring its files`,
  );
}

/** Both ends look like one file. */
function isFile(source: string, path: string): boolean {
  return /[^/]\.[A-Za-z0-9]{1,8}$/.test(source) && /[^/]\.[A-Za-z0-9]{1,8}$/.test(path);
}

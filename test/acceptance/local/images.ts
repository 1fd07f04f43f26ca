import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Engine } from './engine';

/** Images made of what is on the machine, since none can be fetched everywhere. */
export const BOX = 'stowage-acceptance/box:1';
export const PROXY = 'stowage-acceptance/proxy:1';

const COMMANDS = ['sh', 'wget', 'nc', 'httpd', 'cat', 'chown', 'chmod', 'mkdir', 'id', 'sleep', 'touch', 'env', 'sort'];

/** A stand-in for any service of the examples: it answers on all their ports; told to train, it says what it was told and ends. */
const STAND_IN = `#!/bin/sh
if [ "$1" = train ]; then
  env | sort
  echo "answered: $(wget -q -O - "$CTR_PREDICTOR_URL/")"
  exit 0
fi
for port in 8080 9191 8887 7700; do httpd -p $port -h /www; done
exec sleep 100000
`;

/** A static busybox that stands in for everything, and the proxy with the libraries that it is linked to. */
export async function makeImages(engine: Engine, dir: string): Promise<void> {
  const box = join(dir, 'box');
  for (const path of ['bin', 'tmp', 'www/smartfeed', 'www/v1']) mkdirSync(join(box, path), { recursive: true });
  copyFileSync(which('busybox'), join(box, 'bin/busybox'));
  for (const command of COMMANDS) symlinkSync('busybox', join(box, 'bin', command));
  for (const path of ['index.html', 'health', 'ready', 'smartfeed/next', 'v1/bid'])
    writeFileSync(join(box, 'www', path), `${path}\n`);
  writeFileSync(join(box, 'stand-in'), STAND_IN);
  chmodSync(join(box, 'stand-in'), 0o755);
  await load(engine, box, BOX, ['ENV PATH=/bin', 'ENTRYPOINT ["/stand-in"]']);

  const proxy = join(dir, 'proxy');
  mkdirSync(join(proxy, 'usr/local/etc/haproxy'), { recursive: true });
  const binary = which('haproxy');
  const linked = execFileSync('ldd', [binary], { encoding: 'utf8' }).match(/\/\S+/g) ?? [];
  for (const file of [binary, ...linked]) {
    mkdirSync(join(proxy, dirname(file)), { recursive: true });
    copyFileSync(realpathSync(file), join(proxy, file));
  }
  await load(engine, proxy, PROXY, [`CMD ["${binary}", "-f", "/usr/local/etc/haproxy/haproxy.cfg"]`]);
}

async function load(engine: Engine, dir: string, image: string, changes: readonly string[]): Promise<void> {
  execFileSync('tar', ['-C', dir, '-cf', `${dir}.tar`, '.']);
  await engine.docker('import', ...changes.flatMap((change) => ['--change', change]), `${dir}.tar`, image);
}

function which(command: string): string {
  return realpathSync(execFileSync('which', [command], { encoding: 'utf8' }).trim());
}

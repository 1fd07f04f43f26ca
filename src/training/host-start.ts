import { userData } from '../fleet/user-data';
import { HOST_RESERVE } from '../sizing/host-capacity';

/** What a host of a training cluster is told first: it takes no job until all of its first start is done. */
export function hostSettings(at: { readonly spot: boolean; readonly gpu: boolean }): string {
  return `${userData({ reserve: HOST_RESERVE, ...at })}systemctl mask ecs\n`;
}

/** What it runs last: scripts of the user, each in a shell of its own. The first that fails leaves it without jobs. */
export function hostHooks(scripts: readonly string[]): string {
  const runs = scripts.map((script) => {
    const encoded = Buffer.from(script).toString('base64');
    return `base64 -d <<<'${encoded}' | bash -euo pipefail /dev/stdin\n`;
  });
  return ['\n', ...runs, 'systemctl unmask ecs\nsystemctl start --no-block ecs\n'].join('');
}

import type { SystemInput } from '../../../src/spec/system';
import { BOX } from './images';

const small = { image: BOX, cpus: 0.1, memoryMiB: 128 };

/** What the examples lack: two replicas, a sidecar, an init container, an order, text that looks like a template, and a disk of each replica's own. */
export const odd: SystemInput = {
  name: 'odd',
  services: {
    web: {
      ...small,
      // biome-ignore lint/suspicious/noTemplateCurlyInString: text that is no template
      environment: { PRICE: '$5 ${HOME} %{a} $$', EMPTY: '', FLAG: 'on', AT: '12:30', LINES: 'a\tb\nc' },
      entryPoint: ['sh', '-c'],
      command: ['mkdir -p /tmp/www && echo "$PRICE" > /tmp/www/index.html && exec httpd -f -p 8080 -h /tmp/www'],
      ports: { http: { number: 8080 } },
      allow: ['caller'],
      init: [{ name: 'first', image: BOX, entryPoint: ['sh', '-c'], command: ['test "$(id -u)" = 1000'] }],
      sidecars: {
        echo: {
          ...small,
          entryPoint: ['sh', '-c'],
          command: ['mkdir /tmp/e && echo beside > /tmp/e/index.html && exec httpd -f -p 9000 -h /tmp/e'],
        },
      },
      mounts: [{ volume: 'own', path: '/own' }],
      health: {
        liveness: { command: ['CMD-SHELL', 'wget -q -O /dev/null http://127.0.0.1:8080/'], intervalSeconds: 5 },
      },
    },
    caller: { ...small, after: ['web'] },
  },
  volumes: { own: { kind: 'task-ebs', sizeGiB: 1 } },
  environments: { local: { services: { web: { replicas: 2 } } } },
};

import { parse } from 'yaml';
import { composeFile } from '../../../src/local/compose-file';
import { laptopPlan } from '../../../src/local/laptop-plan';
import type { LaptopInput } from '../../../src/spec/laptop';
import type { ServiceInput } from '../../../src/spec/service';
import { ads } from '../../../stacks/systems/ads';
import { recommendations } from '../../../stacks/systems/recommendations';

interface Compose {
  readonly services: Record<string, Record<string, unknown>>;
  readonly networks: Record<string, unknown>;
}

const PLACE = { root: '..', data: 'data' };

function composed(service: Partial<ServiceInput>, settings: LaptopInput = {}): Record<string, unknown> {
  const whole = { image: 'example/app:1', cpus: 1, memoryMiB: 512, ...service };
  const plan = laptopPlan([{ name: 'shop', services: { a: whole } }], settings, () => '0123456789abcdef');
  return (parse(composeFile(plan, PLACE)) as Compose).services['a.shop'] as Record<string, unknown>;
}

describe('a Compose file', () => {
  it('says nothing that docker-compose 1.29 refuses', () => {
    const document = parse(
      composeFile(
        laptopPlan([ads, recommendations], {}, () => '0123456789abcdef'),
        PLACE,
      ),
    ) as Compose;
    expect(Object.keys(document).sort()).toEqual(['networks', 'services', 'volumes']);
    for (const service of Object.values(document.services)) {
      expect(service).not.toHaveProperty('configs');
      expect(Object.keys((service.healthcheck as object | undefined) ?? {})).not.toContain('start_interval');
      for (const wait of Object.values((service.depends_on as object | undefined) ?? {}))
        expect(Object.keys(wait)).toEqual(['condition']);
    }
  });

  it('names every network that it defines, and no other', () => {
    const { services, networks } = parse(
      composeFile(
        laptopPlan([ads, recommendations], {}, () => '0123456789abcdef'),
        PLACE,
      ),
    ) as Compose;
    const used = Object.values(services).flatMap((service) =>
      Object.keys((service.networks as object | undefined) ?? {}),
    );
    expect([...new Set(used)].sort()).toEqual(Object.keys(networks).sort());
  });

  it('keeps a dollar sign as it is, and asks for secrets by name', () => {
    const service = composed({
      command: ['sh', '-c', 'echo $HOME'],
      environment: { PRICE: '$5' },
      secrets: { TOKEN: { parameter: '/shop/token' } },
    });
    expect(service.command).toEqual(['sh', '-c', 'echo $$HOME']);
    expect(service.environment).toMatchObject({
      PRICE: '$$5',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a variable of Compose
      TOKEN: '${SECRET_SHOP_TOKEN:?SECRET_SHOP_TOKEN is not in .env}',
    });
  });

  it('says the same in YAML 1.1, which docker-compose 1.29 reads, and in 1.2', () => {
    const values = ['on', 'yes', '12:30', '1_000', '2026-01-01', '0o17', 'a\tb', 'a\nb', '#x', '1001:0', '~', ' x '];
    const environment = Object.fromEntries(values.map((value, i) => [`Y${i}`, value]));
    const plan = laptopPlan(
      [
        {
          name: 'shop',
          services: {
            a: {
              image: 'example/app:1',
              cpus: 1,
              memoryMiB: 512,
              command: values,
              environment: { ...environment, Y: 'n' },
              user: '1001:0',
            },
          },
        },
      ],
      {},
      () => '0',
    );
    const text = composeFile(plan, PLACE);
    for (const version of ['1.1', '1.2'] as const) {
      const { services } = parse(text, { version }) as Compose;
      expect(services['a.shop']).toMatchObject({
        command: values,
        environment: { ...environment, Y: 'n' },
        user: '1001:0',
      });
    }
  });

  it('has no variable of Compose in a path or a name', () => {
    expect(composed({ workingDirectory: '/app/$HOME' })).toMatchObject({ working_dir: '/app/$$HOME' });
  });

  it('keeps an empty command, which takes that of the image away', () => {
    expect(composed({ command: [] })).toMatchObject({ command: [] });
    expect(composed({})).not.toHaveProperty('command');
  });

  it('has GPUs where the laptop has them', () => {
    expect(composed({ gpus: 1 })).not.toHaveProperty('deploy');
    expect(composed({ gpus: 1 }, { gpus: true })).toMatchObject({
      deploy: { resources: { reservations: { devices: [{ driver: 'nvidia', count: 1, capabilities: ['gpu'] }] } } },
    });
  });

  it('has ports on loopback alone, free ones but where the laptop says which', () => {
    const routed = { ports: { http: { number: 80 } }, routes: [{ gateway: 'public', path: '/*' }] };
    const plan = (settings: LaptopInput) =>
      laptopPlan(
        [{ name: 'shop', services: { a: { image: 'example/app:1', cpus: 1, memoryMiB: 512, ...routed } } }],
        settings,
        () => '0',
      );
    const ports = (settings: LaptopInput) =>
      (parse(composeFile(plan(settings), PLACE)) as Compose).services.public?.ports;
    expect(ports({})).toEqual(['127.0.0.1::8080']);
    expect(ports({ gatewayPorts: { public: 8000 } })).toEqual(['127.0.0.1:8000:8080']);
  });
});

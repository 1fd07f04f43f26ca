import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SystemInput } from '../../../src/spec/system';
import { ads } from '../../../stacks/systems/ads';
import { recommendations } from '../../../stacks/systems/recommendations';
import { missingTools } from '../../support/missing-tools';
import { halted, Report } from '../report';
import { ENGINE_TOOLS, Engine } from './engine';
import { BOX, makeImages, PROXY } from './images';
import { mesh } from './mesh';
import { odd } from './odd';
import { eventually, Project } from './project';

/** The laptop on a real engine. `npm run acceptance:local`. The exit code: 0 unless something failed. */
async function acceptanceLocal(): Promise<number> {
  const report = new Report();
  const missing = await missingTools([...ENGINE_TOOLS, 'curl', 'tar']);
  if (missing.length > 0) report.notRun('the laptop on a real engine', `missing here: ${missing.join('; ')}`);
  else if (process.getuid?.() !== 0) report.notRun('the laptop on a real engine', 'an engine of its own needs root');
  else await onEngine(report);
  return report.end();
}

async function onEngine(report: Report): Promise<void> {
  // Short, because the path of a socket may not be long.
  const dir = mkdtempSync('/tmp/stowage-laptop-');
  process.once('exit', () => rmSync(dir, { recursive: true, force: true }));
  const engine = await report.step('laptop: an engine starts', () => Engine.start(join(dir, 'engine'))).catch(halted);
  if (engine === undefined) return;
  try {
    await report.step('laptop: images are made of what is here', () => makeImages(engine, dir));
    await tryExamples(report, new Project(engine, join(dir, 'examples'), [standIn(ads), standIn(recommendations)]));
    await tryOdd(report, new Project(engine, join(dir, 'odd'), [odd]));
    await report.check('laptop: a file is put into a read-only proxy as Terraform does it', () => uploads(engine, dir));
    await tryMesh(report, new Project(engine, join(dir, 'mesh'), [mesh()]));
    await report.check('laptop: nothing is left behind', () => nothingLeft(engine));
  } catch (error) {
    halted(error);
  } finally {
    await engine.stop();
  }
}

/** A system whose containers are all of the one image that stands in for theirs. */
function standIn(system: SystemInput): SystemInput {
  const image = BOX;
  const services = Object.entries(system.services).map(([name, { command: _, ...service }]) => {
    const before = service.beforeDeploy?.map((task) => ({ ...task, image, command: ['train'] }));
    // An engine in a container of its own cannot raise a limit above that of its own processes.
    const limits = { ...service.limits, ulimits: { nofile: { soft: 1024, hard: 1024 } } };
    return [name, { ...service, image, limits, ...(before && { beforeDeploy: before }) }];
  });
  const jobs = Object.entries(system.jobs ?? {}).map(([name, job]) => [name, { ...job, image, command: ['train'] }]);
  const { images: _, environments: __, ...rest } = system;
  return { ...rest, services: Object.fromEntries(services), jobs: Object.fromEntries(jobs) };
}

async function tryExamples(report: Report, project: Project): Promise<void> {
  const predictor = { url: 'http://ctr-predictor.ads:8080/', answers: 'index.html' };
  const ask = (container: string, url: string) => project.exec(container, 'wget', '-q', '-O', '-', url);
  await report.step('laptop: both examples start', () => project.compose('up', '-d'));
  await report.step('laptop: a service answers through the gateway, by host and path', () =>
    eventually(async () => {
      assert.deepEqual(await project.ask('public', '/v1/bid', 'bid.ml.example.com'), { status: 200, text: 'v1/bid\n' });
      assert.equal((await project.ask('public', '/v1/bid', 'bid.ml.example.com.localhost')).status, 200);
      assert.equal((await project.ask('public', '/v1/bid', 'other.example.com')).status, 404);
      assert.equal((await project.ask('public', '/v2/bid', 'bid.ml.example.com')).status, 404);
      assert.equal((await project.ask('internal', '/smartfeed/next', 'anything')).text, 'smartfeed/next\n');
    }),
  );
  await report.check('laptop: a caller reaches what it may call, by the address of AWS', async () => {
    assert.equal((await ask('bidder.ads', predictor.url)).trim(), predictor.answers);
    assert.match(await project.exec('bidder.ads', 'env'), /^CTR_PREDICTOR_URL=http:\/\/ctr-predictor\.ads:8080$/m);
  });
  await report.check('laptop: two callers of one service do not reach each other, and it answers both', async () => {
    const callee = 'http://pinacle2.recommendations:8887/';
    assert.equal((await ask('bidder.ads', callee)).trim(), 'index.html');
    assert.equal((await ask('smartfeed-service.recommendations', callee)).trim(), 'index.html');
    await reachesNot(project, 'bidder.ads', 'smartfeed-service.recommendations', 9191);
    await reachesNot(project, 'smartfeed-service.recommendations', 'bidder.ads', 8080);
    await reachesNot(project, 'forecaster.ads', 'ctr-predictor.ads', 8080);
  });
  await report.check('laptop: containers have the user, the limits and the read-only root of their spec', () =>
    asPlanned(project),
  );
  await report.check('laptop: volumes are shared, by part and for reading alone where that is said', async () => {
    await project.exec('forecaster.ads', 'touch', '/data/forecasts/today');
    assert.match(
      await project.exec('ctr-predictor.ads', 'sh', '-c', 'echo /data/models/forecasts/*'),
      /forecasts\/today/,
    );
    await assert.rejects(project.exec('ctr-predictor.ads', 'touch', '/data/models/mine'), /Read-only file system/);
    await assert.rejects(project.exec('forecaster.ads', 'touch', '/mine'), /Read-only file system/);
    await project.exec('forecaster.ads', 'touch', '/tmp/mine');
  });
  await report.check('laptop: a job runs to its end, and is told what it is told on AWS', async () => {
    const said = await project.compose('run', '--rm', '-T', '-e', 'PERIOD=2026-11-21', 'click-model.ads');
    assert.match(said, /^PERIOD=2026-11-21$/m);
    assert.match(said, /^CHECKPOINT_DIR=\/data\/models\/checkpoints\/click-model$/m);
    assert.match(said, /^answered: index\.html$/m);
  });
  await report.check('laptop: starting it again changes nothing', async () => {
    const before = await project.compose('ps', '-q');
    await project.compose('up', '-d');
    assert.equal(await project.compose('ps', '-q'), before);
  });
  await report.check('laptop: the examples stop', () => project.compose('down', '-v'));
}

/** Not by its name, and not by its address either. */
async function reachesNot(project: Project, from: string, to: string, port: number): Promise<void> {
  const { Networks: networks } = (await project.inspect(to)).NetworkSettings;
  const tries = Object.values(networks).map(({ IPAddress: address }) =>
    assert.rejects(
      project.exec(from, 'nc', '-w', '2', '-z', address, String(port)),
      `${from} reaches ${to} at ${address}`,
    ),
  );
  await Promise.all(tries);
}

async function asPlanned(project: Project): Promise<void> {
  for (const { name, life, user, memoryMiB = 0, cpuShares, readOnlyRoot } of project.plan.containers) {
    if (life !== 'service') continue;
    const { Config, HostConfig } = await project.inspect(name);
    const facts = [Config.User, HostConfig.Memory, HostConfig.CpuShares, HostConfig.ReadonlyRootfs, HostConfig.CapDrop];
    assert.deepEqual(facts, [user, memoryMiB * 1024 ** 2, cpuShares, readOnlyRoot, ['ALL']], name);
  }
}

async function tryOdd(report: Report, project: Project): Promise<void> {
  await report.step('laptop: two replicas start, each with its init container, its sidecar and a disk', () =>
    project.compose('up', '-d'),
  );
  await report.check(
    'laptop: who waits starts last, text is no template, a sidecar is on localhost, disks are apart',
    async () => {
      const got = await eventually(() => project.exec('caller.odd', 'wget', '-q', '-O', '-', 'http://web.odd:8080/'));
      // biome-ignore lint/suspicious/noTemplateCurlyInString: text that is no template
      assert.equal(got.trim(), '$5 ${HOME} %{a} $$');
      // As docker-compose 1.29 reads YAML, these would be a truth and a number.
      const told = await project.exec('web.odd.1', 'sh', '-c', 'printf %s "$FLAG $AT $LINES"');
      assert.equal(told.trim(), 'on 12:30 a\tb\nc');
      assert.equal(
        (await project.exec('web.odd.1', 'wget', '-q', '-O', '-', 'http://127.0.0.1:9000/')).trim(),
        'beside',
      );
      await project.exec('web.odd.1', 'touch', '/own/mine');
      assert.equal(await project.exec('web.odd.2', 'sh', '-c', 'cat /own/* 2>/dev/null; true'), '');
      await assert.rejects(project.exec('web.odd.2', 'cat', '/own/mine'));
    },
  );
  await report.check('laptop: they stop', () => project.compose('down', '-v', '-t', '1'));
}

async function tryMesh(report: Report, project: Project): Promise<void> {
  await report.check('laptop: 60 edges start, and lead where they should', async () => {
    assert.equal(project.plan.networks.length, 60);
    await project.compose('up', '-d');
    await eventually(() => project.exec('s0.mesh', 'wget', '-q', '-O', '-', 'http://s11.mesh:8080/'));
    await eventually(() => project.exec('s0.mesh', 'wget', '-q', '-O', '-', 'http://s5.mesh:8080/'));
    // The last four have no edges among themselves.
    await reachesNot(project, 's8.mesh', 's9.mesh', 8080);
    await project.compose('down', '-v', '-t', '1');
  });
}

/** The provider copies a file into a container before it starts; into a read-only root an engine lets nobody do that, into a volume it does. */
async function uploads(engine: Engine, dir: string): Promise<void> {
  const folder = '/usr/local/etc/haproxy';
  writeFileSync(join(dir, 'haproxy.cfg'), 'global\ndefaults\n  timeout client 1s\nlisten a\n  bind :8080\n');
  const options = ['--read-only', '--network', 'none', '--user', '99:99'];
  const copy = async (id: string) => engine.docker('cp', join(dir, 'haproxy.cfg'), `${id}:${folder}/haproxy.cfg`);
  const bare = (await engine.docker('create', ...options, PROXY)).trim();
  await assert.rejects(copy(bare), /read-only/);
  const roomy = (await engine.docker('create', ...options, '-v', folder, PROXY)).trim();
  await copy(roomy);
  await engine.docker('start', roomy);
  assert.equal((await engine.docker('inspect', '-f', '{{.State.Running}}', roomy)).trim(), 'true');
  await engine.docker('rm', '-f', '-v', bare, roomy);
}

async function nothingLeft(engine: Engine): Promise<void> {
  assert.equal((await engine.docker('ps', '-aq')).trim(), '');
  assert.equal((await engine.docker('volume', 'ls', '-q')).trim(), '');
  const networks = (await engine.docker('network', 'ls', '--format', '{{.Name}}')).trim().split('\n').sort();
  assert.deepEqual(networks, ['host', 'none']);
}

acceptanceLocal().then((code) => {
  process.exitCode = code;
});

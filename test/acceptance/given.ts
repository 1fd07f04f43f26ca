import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EmulatedAws } from '../support/emulated-aws';
import { OwnedProcess } from '../support/owned-process';
import { CLIENT_SECRET } from '../support/stub';
import { readXml, textAt } from '../support/xml';
import { DOMAIN, type Given } from './trial-environment';

/** What the clients of identity providers of the examples prove themselves with. */
const CLIENT_SECRETS = ['ads/admin'];

/** Puts a self-signed certificate, a hosted zone and the secrets of clients into an emulator. Its key exists for this run only. */
export async function giveCertificateAndZone(aws: EmulatedAws): Promise<Given> {
  const [certificateArn, zoneId] = await Promise.all([importCertificate(aws), createZone(aws)]);
  for (const Name of CLIENT_SECRETS)
    await aws.json('secretsmanager', 'secretsmanager.CreateSecret', { Name, SecretString: CLIENT_SECRET });
  return { certificateArn, zoneId };
}

/** Takes them away again, so that nothing remains but what AWS keeps. */
export async function takeCertificateAndZone(aws: EmulatedAws, { certificateArn, zoneId }: Given): Promise<void> {
  await aws.json('acm', 'CertificateManager.DeleteCertificate', { CertificateArn: certificateArn });
  await aws.rest('route53', 'DELETE', `/2013-04-01/hostedzone/${zoneId}`);
  for (const SecretId of CLIENT_SECRETS)
    await aws.json('secretsmanager', 'secretsmanager.DeleteSecret', { SecretId, ForceDeleteWithoutRecovery: true });
}

async function importCertificate(aws: EmulatedAws): Promise<string> {
  const { certificate, key } = await selfSigned();
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const { CertificateArn } = await aws.json<{ CertificateArn: string }>('acm', 'CertificateManager.ImportCertificate', {
    Certificate: base64(certificate),
    PrivateKey: base64(key),
  });
  return CertificateArn;
}

async function createZone(aws: EmulatedAws): Promise<string> {
  const body = `<CreateHostedZoneRequest xmlns="https://route53.amazonaws.com/doc/2013-04-01/"><Name>${DOMAIN}</Name><CallerReference>acceptance</CallerReference></CreateHostedZoneRequest>`;
  const reply = readXml(await aws.rest('route53', 'POST', '/2013-04-01/hostedzone', body));
  return textAt(reply, 'HostedZone', 'Id').replace('/hostedzone/', '');
}

async function selfSigned(): Promise<{ certificate: string; key: string }> {
  const dir = mkdtempSync(join(tmpdir(), 'stowage-certificate-'));
  try {
    const [key, certificate] = [join(dir, 'key.pem'), join(dir, 'certificate.pem')];
    const names = `subjectAltName=DNS:${DOMAIN},DNS:*.${DOMAIN}`;
    const made = ['-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '7', '-subj', `/CN=${DOMAIN}`, '-addext', names];
    const openssl = new OwnedProcess('openssl', ['req', ...made, '-keyout', key, '-out', certificate], {
      env: process.env,
    });
    if ((await openssl.exited) !== 0) throw new Error(`openssl made no certificate:\n${openssl.stderrTail()}`);
    return { certificate: readFileSync(certificate, 'utf8'), key: readFileSync(key, 'utf8') };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** A registry from which ECR pulls through. */
export interface Upstream {
  /** Its host; `*` stands for a name of one's own. */
  readonly host: string;
  readonly needsCredentials: boolean;
}

/**
 * Registries from which ECR pulls through. Source: ECR user guide, "Sync an upstream registry with an Amazon ECR private registry", and
 * API reference, CreatePullThroughCacheRule, 2026-11. Another ECR registry needs a role instead of a secret: that is `registry.account`.
 */
export const UPSTREAMS: readonly Upstream[] = [
  { host: 'public.ecr.aws', needsCredentials: false },
  { host: 'registry.k8s.io', needsCredentials: false },
  { host: 'quay.io', needsCredentials: false },
  { host: 'registry-1.docker.io', needsCredentials: true },
  { host: 'ghcr.io', needsCredentials: true },
  { host: 'registry.gitlab.com', needsCredentials: true },
  { host: '*.azurecr.io', needsCredentials: true },
];

/** The upstream of that host; undefined where ECR has none. */
export function upstreamNamed(host: string): Upstream | undefined {
  return UPSTREAMS.find((upstream) =>
    upstream.host.startsWith('*.')
      ? host.endsWith(upstream.host.slice(1)) && /^[a-z0-9]+$/.test(host.slice(0, 1 - upstream.host.length))
      : upstream.host === host,
  );
}

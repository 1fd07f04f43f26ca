/**
 * Names on a laptop. A workload is called as its callers call it, `bidder.ads`, so that the logs, the network and the code speak of one thing. What
 * belongs to it has its name behind its own: `proxy.bidder.ads`. No name of a system, service, job or gateway has a dot, so that none meets another.
 */
export function partName(part: string, workload: string): string {
  return `${part}.${workload}`;
}

/** One of several replicas, counted from 1: `bidder.ads.2`. */
export function replicaName(workload: string, replica: number): string {
  return `${workload}.${replica}`;
}

/** The network of those who may call and who is called: `bidder.ads--ctr-predictor.ads`. */
export function edgeName(caller: string, callee: string): string {
  return `${caller}--${callee}`;
}

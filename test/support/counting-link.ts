/** A link that counts what goes over it, for budgets: a list of hosts may cost one exec each, and no more. */
import type { ExecRequest, HostLink } from '../../hostlink/host.ts';

export interface CountingLink extends HostLink {
  /** What was asked so far, in order. */
  readonly requests: readonly ExecRequest[];
}

export function countingLink(link: HostLink): CountingLink {
  const requests: ExecRequest[] = [];
  return {
    spec: link.spec,
    requests,
    exec: (request) => {
      requests.push(request);
      return link.exec(request);
    },
  };
}

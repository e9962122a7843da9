/** views.publish: somebody's App Home. Never throws for Slack's sake. */
import { z } from 'zod';
import type { Publishing } from '../../home/homes.ts';
import { refusalOf, writeFault } from './call-fault.ts';
import type { SlackClients } from './clients.ts';

/** @param view as the Web API takes it. @param hash of the view that it takes the place of */
export type PublishView = (
  user: string,
  view: Readonly<Record<string, unknown>>,
  hash?: string,
) => Promise<Publishing>;

const answer = z.object({ view: z.object({ hash: z.string() }) });

export const createHomePublisher =
  ({ updates }: Pick<SlackClients, 'updates'>): PublishView =>
  async (user, view, hash) => {
    try {
      const args = { user_id: user, view, ...(hash !== undefined && { hash }) };
      const published = answer.parse(await updates.apiCall('views.publish', args));
      return { kind: 'published', hash: published.view.hash };
    } catch (error) {
      if (refusalOf(error) === 'hash_conflict') return { kind: 'overtaken' };
      const fault = writeFault(error);
      return fault.kind === 'gone' ? { kind: 'refused', error: fault.why } : fault;
    }
  };

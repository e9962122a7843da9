/** A local Slack with the control API and no hosts, for tests that bring their own app. */
import { join } from 'node:path';
import { controlRoutes } from '../../../../playground/control/control.ts';
import {
  type LocalSlack,
  type SlackOptions,
  startSlack,
} from '../../../../playground/slack/server.ts';

export interface ControlledSlack {
  readonly slack: LocalSlack;
  get(path: string): Promise<Answer>;
  post(path: string, body: unknown): Promise<Answer>;
  /** Something that must end before Slack does: the app. */
  stopFirst(thing: { stop(): Promise<void> }): void;
  stop(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export async function startControlledSlack(
  options: Partial<SlackOptions> = {},
): Promise<ControlledSlack> {
  const slack = await startSlack({
    port: 0,
    ...options,
    routes: (core) =>
      controlRoutes({
        slack: core,
        hosts: () => [],
        ready: async () => {},
        commands: async () => [],
        page: join(import.meta.dirname, '../../../../playground/page'),
      }),
  });
  const call = async (path: string, init?: RequestInit): Promise<Answer> => {
    const response = await fetch(`${slack.url}/_control/${path}`, init);
    return { status: response.status, body: await response.json() };
  };
  const first: { stop(): Promise<void> }[] = [];
  return {
    slack,
    get: (path) => call(path),
    post: (path, body) =>
      call(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    stopFirst: (thing) => void first.push(thing),
    async stop() {
      for (const thing of first) await thing.stop();
      await slack.stop();
    },
  };
}

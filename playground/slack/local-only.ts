/**
 * Who may talk to the playground: this machine, and no web page but its own. It listens on 127.0.0.1 only; a page from
 * elsewhere could still reach it through a name that resolves there (the Host header tells) or by a blind POST (the
 * Origin header tells).
 */
import type { MiddlewareHandler } from 'hono';

const isLocal = (host: string): boolean => /^(127\.0\.0\.1|localhost)(:\d{1,5})?$/.test(host);

export const isLocalHost = (header: string | undefined): boolean =>
  header !== undefined && isLocal(header);

export const localOnly: MiddlewareHandler = async (context, next) => {
  const host = context.req.header('host');
  if (!isLocalHost(host)) {
    return context.json({ error: 'The playground answers to 127.0.0.1 and localhost only' }, 403);
  }
  const origin = context.req.header('origin');
  const isOwnPage = origin === undefined || origin === `http://${host}`;
  const site = context.req.header('sec-fetch-site');
  const isOtherSite = site !== undefined && site !== 'same-origin' && site !== 'none';
  // Following a link to the page is all right: the policy of the page lets nobody frame it.
  const isVisit =
    context.req.method === 'GET' &&
    context.req.path === '/' &&
    context.req.header('sec-fetch-dest') === 'document';
  if (!isOwnPage || (isOtherSite && !isVisit)) {
    return context.json({ error: 'The playground takes no requests from other sites' }, 403);
  }
  return next();
};

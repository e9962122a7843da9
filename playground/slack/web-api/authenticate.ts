/** Whether a call's token is the right one, and was granted what the method needs. */
import type { Credentials } from '../core.ts';
import type { InstalledApp } from '../workspace/model.ts';
import { ApiError } from './call.ts';
import type { Method } from './method.ts';

/**
 * @param token without `Bearer `; undefined when there was none
 * @throws ApiError `not_authed`, `invalid_auth`, `not_allowed_token_type`, `missing_scope`
 */
export function authenticate(
  method: Method,
  token: string | undefined,
  { botToken, appToken }: Credentials,
  app: InstalledApp,
): void {
  if (method.token === 'none') return;
  if (token === undefined || token === '') throw new ApiError('not_authed');
  if (token !== botToken && token !== appToken) throw new ApiError('invalid_auth');
  const isRightKind = method.token === 'any' || (method.token === 'bot') === (token === botToken);
  if (!isRightKind) throw new ApiError('not_allowed_token_type');
  const isGranted =
    method.scopes.length === 0 || method.scopes.some((scope) => app.scopes.includes(scope));
  if (!isGranted) {
    throw new ApiError('missing_scope', {
      needed: method.scopes.join(','),
      provided: app.scopes.join(','),
    });
  }
}

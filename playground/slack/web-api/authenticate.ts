/** Whether a call's token is the right one and still good, and was granted what the method needs. */
import type { SlackCore } from '../core.ts';
import { ApiError } from './call.ts';
import type { Method } from './method.ts';

/**
 * @param token without `Bearer `; undefined when there was none
 * @throws ApiError `not_authed`, `invalid_auth`, `token_revoked`, `account_inactive`, `not_allowed_token_type`, `missing_scope`
 */
export function authenticate(
  method: Method,
  token: string | undefined,
  { credentials: { botToken, appToken }, installation, workspace: { app } }: SlackCore,
): void {
  if (method.token === 'none') return;
  if (token === undefined || token === '') throw new ApiError('not_authed');
  if (token !== botToken && token !== appToken) throw new ApiError('invalid_auth');
  if (token === botToken && installation.standing !== 'installed') {
    throw new ApiError(
      installation.standing === 'uninstalled' ? 'account_inactive' : 'token_revoked',
    );
  }
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

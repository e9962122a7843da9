/** Whether a call's token is the right one and still good, and was granted what the method needs. */
import type { Credentials, SlackCore } from '../core.ts';
import { ApiError } from './call.ts';
import type { Method } from './method.ts';

/**
 * @param token without `Bearer `; undefined when there was none
 * @throws ApiError `not_authed`, `invalid_auth`, `token_revoked`, `account_inactive`, `not_allowed_token_type`, `missing_scope`
 */
export function authenticate(method: Method, token: string | undefined, core: SlackCore): void {
  if (method.token === 'none') return;
  if (token === undefined || token === '') throw new ApiError('not_authed');
  const kind = kindOf(token, core.credentials);
  if (kind === undefined) throw new ApiError('invalid_auth');
  const { standing } = core.installation;
  if (kind === 'bot' && standing !== 'installed') {
    throw new ApiError(standing === 'uninstalled' ? 'account_inactive' : 'token_revoked');
  }
  const isRightKind = kind === method.token || (method.token === 'any' && kind !== 'config');
  if (!isRightKind) throw new ApiError('not_allowed_token_type');
  const { scopes } = core.workspace.app;
  const isGranted =
    method.scopes.length === 0 || method.scopes.some((scope) => scopes.includes(scope));
  if (!isGranted) {
    throw new ApiError('missing_scope', {
      needed: method.scopes.join(','),
      provided: scopes.join(','),
    });
  }
}

function kindOf(token: string, credentials: Credentials): 'bot' | 'app' | 'config' | undefined {
  switch (token) {
    case credentials.botToken:
      return 'bot';
    case credentials.appToken:
      return 'app';
    case credentials.configToken:
      return 'config';
    default:
      return undefined;
  }
}

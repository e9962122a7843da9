/**
 * The `linked` nodes: accounts that are one and the same person's. They count once where people have to be several, and
 * what one of them asks for none of them approves. An account has the roles that name it, and no others.
 */
import { type KdlBlock, locationOf } from '../../hostlink/registry/kdl.ts';
import { argumentsOf, faultAt, nodesNamed } from '../../hostlink/registry/kdl-read.ts';
import type { LinkedAccounts } from './config.ts';
import { type Faults, reportUnknown, reportUnknownProperties } from './faults.ts';
import * as value from './values.ts';

const example = 'linked "U01" "U02"';

export function readLinked(block: KdlBlock, faults: Faults): readonly LinkedAccounts[] {
  const lines = new Map<string, number>();
  return nodesNamed(block, 'linked').flatMap((node) => {
    reportUnknown(faults, node, []);
    reportUnknownProperties(faults, node, []);
    const accounts = faults.attempt(() => argumentsOf(node, value.userId));
    if (accounts === undefined) return [];
    if (accounts.length < 2) {
      faults.add(
        faultAt(node, {
          code: 'zmgr::config::linked',
          message:
            'A person with one account needs no line, and one with several has all of them in one',
          help: `Write all accounts of one person: ${example}`,
        }),
      );
      return [];
    }
    for (const [index, account] of accounts.entries()) {
      const earlier = lines.get(account);
      if (earlier !== undefined) {
        faults.add(
          faultAt(node.arguments[index] ?? node, {
            code: 'zmgr::config::linked',
            message: `${account} stands twice, the first time in line ${earlier}: an account is one person's`,
            help: `Write each account once, beside the others of the same person: ${example}`,
          }),
        );
      }
      lines.set(account, earlier ?? node.line);
    }
    return [{ accounts, location: locationOf(node) }];
  });
}

/** All accounts of the person whose account it is; at least this one. */
export const accountsOf = (
  user: string,
  linked: readonly Pick<LinkedAccounts, 'accounts'>[],
): readonly string[] => linked.find(({ accounts }) => accounts.includes(user))?.accounts ?? [user];

/** One of the accounts of a person, always the same: to count people. */
export const personBehind = (
  user: string,
  linked: readonly Pick<LinkedAccounts, 'accounts'>[],
): string => accountsOf(user, linked)[0] ?? user;

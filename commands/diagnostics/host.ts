/** Hosts: reaching them, and understanding what they answer. Where a host could not be reached, nothing was run on it. */
import type { Explanations } from './explanation.ts';

export const hostDiagnostics = {
  'zmgr::host::bad-key': {
    happened: 'A `host-key` is no public key as OpenSSH writes them.',
    remedy:
      'Write the type and the key, as `ssh-keyscan -t ed25519 <address>` prints them, and compare the fingerprint on the host itself.',
  },
  'zmgr::host::bad-known-hosts': {
    happened:
      "A line of the known_hosts file can't be understood. It might have been the one that counts, so that the file is not used.",
    remedy: 'Mend or remove the line.',
  },
  'zmgr::host::bad-name': {
    happened: "The text can't name a host.",
    remedy: 'Use at most 63 letters, digits, `.`, `_` and `-`, a letter or digit first.',
  },
  'zmgr::host::bad-reading': {
    happened:
      'The bot wanted to read a file by a name that it never should ask for: a fault of ours. Nothing was run.',
    remedy: 'Please report it.',
  },
  'zmgr::host::busy': {
    happened:
      "All channels of the host's connection were in use for as long as the command could wait. Nothing was run.",
    remedy: 'Try again. `/zone op list host=<host>` shows what is under way there.',
  },
  'zmgr::host::denied': {
    happened:
      'The host refuses the user or the key that the bot logs in with. It is not tried again until somebody asks for the host.',
    remedy:
      "Put the public half of the key into `~/.ssh/authorized_keys` of that user on the host, and look at the host's auth log.",
  },
  'zmgr::host::garbled': {
    happened:
      "The host's answer is not what its script prints: something on the way adds to it or cuts it. Only a question was asked; nothing was changed.",
    remedy:
      'Ask again. If it stays so, look at the start-up files of the login shell on the host: they must not print anything.',
  },
  'zmgr::host::given-up': {
    happened:
      'The command was given up before it reached the host, because the bot is stopping or whoever asked has gone. Nothing was run.',
    remedy: 'Ask again.',
  },
  'zmgr::host::identity': {
    happened:
      "The private key of the host's `identity` can't be used: missing, not readable, or with a passphrase.",
    remedy:
      'Make it readable to the bot alone and without a passphrase; a key with one belongs into an agent, with `agent #true`.',
  },
  'zmgr::host::key-changed': {
    happened:
      'The host showed another key than the one that is pinned. Either it was installed anew, or somebody else answers at its address. The bot does not log in.',
    remedy:
      "Compare the fingerprints on the host's own console. Only if they are the same, pin the new key in `zonebot.kdl`.",
  },
  'zmgr::host::no-channel': {
    happened: 'The host is connected and refuses to run another command.',
    remedy:
      'See that `MaxSessions` in its sshd_config is 8 or more, and that it has memory and process slots left.',
  },
  'zmgr::host::no-key': {
    happened:
      'The host has no key pinned. The bot connects to no host that it could not tell from an impostor.',
    remedy: 'Pin it with `host-key` in `zonebot.kdl`; compare its fingerprint on the host itself.',
  },
  'zmgr::host::no-zones': {
    happened:
      "The index of zones (`/etc/zones/index`) can't be read, which every illumos host has.",
    remedy: "See that it is an illumos host, and that the bot's user can read the file.",
  },
  'zmgr::host::not-understood': {
    happened:
      "A tool or a file of the host says something that the bot can't understand. Nothing was guessed and nothing was changed.",
    remedy: 'If the line looks right to you, please report it with the release of the host.',
  },
  'zmgr::host::overcommitted': {
    happened:
      'With a new zone, or a cap that is raised, the zones of a host may take more memory, or more processors, than it has: what their caps come to. Where they all take it at once, the host gets slow, or runs out of swap. A warning of the plan, unless the registry\'s config.kdl says `overcommit "refuse"`.',
    remedy:
      'Give the zone less, as the message says, or others; `/zone host show` shows what there is. `overcommit "allow"` in config.kdl ends the warning.',
  },
  'zmgr::host::script-too-long': {
    happened: 'A command would be longer than a host takes: a fault of ours. Nothing was run.',
    remedy: 'Please report it.',
  },
  'zmgr::host::too-much': {
    happened: 'The host answered with more than the bot reads at once.',
    remedy: 'Look at the sizes of the files in its registry and in `/etc/zones`.',
  },
  'zmgr::host::tool-failed': {
    happened: 'A tool that only reads failed on the host. Nothing was changed.',
    remedy: "Run it there as the bot's user; the message has the command and what it said.",
  },
  'zmgr::host::tool-missing': {
    happened: 'The host has no such tool on the path that the bot uses.',
    remedy:
      "Find it there with `command -v`, and name its directory in the host's `path` in `zonebot.kdl`.",
  },
  'zmgr::host::unanswered': {
    happened:
      'The link was lost or the time was up while the host answered a question. Nothing was changed.',
    remedy: 'Ask again.',
  },
  'zmgr::host::unknown': {
    happened: 'There is no host of this name in `zonebot.kdl`.',
    remedy: 'Take one of the names in the message.',
  },
  'zmgr::host::unreachable': {
    happened:
      'No connection to the host came about. Operations that run there go on without the bot, and it takes them up again when the host answers.',
    remedy:
      'Try from where the bot runs: `ssh -p <port> <user>@<address>`. Is the host up, and does a firewall stand between?',
  },
  'zmgr::host::unreadable': {
    happened: "Some of the files that were asked for could not be read by the bot's user.",
    remedy: 'Let that user read them; the message names the directory.',
  },
} satisfies Explanations;

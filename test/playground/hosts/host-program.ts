/**
 * Run as a program by tests: starts a host, creates a zone on it, prints `ready` and waits. So that the playground's
 * process can be another user's, and be killed.
 *
 * usage: host-program.ts <namespace|paths> <words for a process that is left running, `sleep_100`>
 */
import { plainHost } from '../../support/plain-ssh.ts';

const [isolation, mark] = process.argv.slice(2);
const { connect, prelude } = await plainHost({
  isolation: isolation === 'paths' ? 'paths' : 'namespace',
});
const ssh = await connect();
const made = await ssh.exec(`${prelude}
pfexec dladm create-vnic -l stub0 web0 || exit
pfexec zonecfg -z web 'create -b; set zonepath=/zones/web; set ip-type=exclusive; add net; set physical=web0; end' || exit
pfexec zoneadm -z web install >/dev/null || exit
pfexec zoneadm -z web boot || exit
zoneadm -z web list -p | cut -d: -f 2,3
${mark?.replace('_', ' ')} </dev/null >/dev/null 2>&1 &`);
process.stdout.write(`uid ${process.getuid?.()} ${made.stdout}${made.stderr}ready\n`);
setInterval(() => undefined, 1000);

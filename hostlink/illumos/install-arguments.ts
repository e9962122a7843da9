/**
 * What brands' install scripts may be handed. zoneadm puts such arguments unquoted into a command line for a root
 * shell (zoneadm.c, addoptions and do_subproc), so only characters pass that no shell reads anything into.
 */
import { Diagnostic } from '../diagnostic.ts';

const harmless = /^[A-Za-z0-9._:/=@%+,-]+$/;

/** @throws Diagnostic `zmgr::zone::unfit-argument` */
export function parseInstallArgument(text: string): string {
  if (!harmless.test(text)) {
    throw new Diagnostic({
      code: 'zmgr::zone::unfit-argument',
      message: `"${text.slice(0, 80)}" cannot be handed to an installation`,
      help: 'zoneadm hands such arguments to a shell: only letters, digits and . _ : / = @ % + , - may be used.',
    });
  }
  return text;
}

/**
 * What a zone can be installed from: seed_zone() in omniosorg/pkg5 src/brand/shared/image.ksh takes a path, a dataset or
 * a snapshot.
 * @throws Diagnostic `zmgr::zone::unfit-argument`, `zmgr::template::bad-image`
 */
export function parseImage(text: string): string {
  const image = parseInstallArgument(text);
  if (!/^[/A-Za-z]/.test(image)) {
    throw new Diagnostic({
      code: 'zmgr::template::bad-image',
      message: `"${image.slice(0, 80)}" names no image`,
      help: 'Write a path like /export/images/alpine.tar.gz, or a dataset or snapshot like rpool/images/alpine@1.',
    });
  }
  return image;
}

/** Install scripts of brands, which distributions share. OpenIndiana/pkg5 and omniosorg/pkg5, src/brand. */
import type { InstallScript } from './dialect.ts';

/** ipkg/pkgcreatezone, of every brand that gets a whole system. */
export const packages: InstallScript = {
  kind: 'packages',
  letters: 'a:c:d:e:hk:P:psuv',
  usage: [
    'usage:\tinstall [-h]',
    '\tinstall [-c certificate_file] [-k key_file] [-P publisher=uri]\n\t\t[-e extrapkg [...]]',
    '\tinstall {-a archive|-d path} {-p|-u} [-s|-v]',
  ],
};

/** sparse/pkgcreatezone: what is not its own is the global zone's, so there is nothing to choose. */
export const sparse: InstallScript = {
  kind: 'packages',
  letters: 'hsv',
  usage: ['usage:\tinstall [-h]', '\tinstall [-s|-v]'],
};

const imageUsage = [
  'Available options are:',
  '\t-s <dataset|snapshot|pathname>\tZone installation source',
  '\t(-t is a backwards compatible alias for -s)',
  '',
];

/** lx/lx_install. */
export const linux: InstallScript = { kind: 'image', letters: 's:t:v', usage: imageUsage };

/** illumos/createzone. */
export const otherIllumos: InstallScript = { ...linux, bootEnvironment: 'illumos' };

/** Whether the app is installed, and its tokens good. */

export type Standing = 'installed' | 'tokens-revoked' | 'uninstalled';

export class Installation {
  standing: Standing = 'installed';
}

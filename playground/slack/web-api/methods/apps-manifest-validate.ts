/** apps.manifest.validate: what Slack would refuse in a manifest. */
import { manifestFaults } from '../../manifest.ts';
import { ApiError, nestedObject, required } from '../call.ts';
import type { Method } from '../method.ts';
import { tiers } from '../rate-limits.ts';

export const appsManifestValidate: Method = {
  name: 'apps.manifest.validate',
  token: 'config',
  scopes: [],
  limit: tiers.three,
  accepts: ['manifest', 'app_id'],
  answer: (args) => {
    required(args, 'manifest');
    const errors = manifestFaults(nestedObject(args, 'manifest', 'invalid_manifest'));
    if (errors.length > 0)
      throw new ApiError('invalid_manifest', { errors: errors.map((each) => ({ ...each })) });
    return { errors: [] };
  },
};

import type { DistributionImages } from '../machine-shape';

const DEB_ARCHITECTURE = { x86_64: 'amd64', aarch64: 'arm64' } as const;

/**
 * Names of images in Glance. OpenStack has none of its own: a cloud has what was uploaded, and these are the names of the
 * files that the distributions publish for it (https://docs.openstack.org/image-guide/obtain-images.html).
 */
export const OPENSTACK_IMAGES: DistributionImages = {
  'debian-12': (architecture) => ({ newest: `debian-12-genericcloud-${DEB_ARCHITECTURE[architecture]}` }),
  'debian-13': (architecture) => ({ newest: `debian-13-genericcloud-${DEB_ARCHITECTURE[architecture]}` }),
  'ubuntu-24.04': (architecture) => ({ newest: `noble-server-cloudimg-${DEB_ARCHITECTURE[architecture]}` }),
  'rocky-9': (architecture) => ({ newest: `Rocky-9-GenericCloud-Base.latest.${architecture}` }),
};

import type { DistributionImages } from '../machine-shape';

/** Account of the Debian project: https://wiki.debian.org/Cloud/AmazonEC2Image */
const DEBIAN = '136693071363';
/** Account of Canonical: https://documentation.ubuntu.com/aws/aws-how-to/instances/find-ubuntu-images/ */
const CANONICAL = '099720109477';
/** Account of the Rocky Enterprise Software Foundation: https://rockylinux.org/download (AWS) */
const ROCKY = '792107900819';

const DEB_ARCHITECTURE = { x86_64: 'amd64', aarch64: 'arm64' } as const;

/** Name patterns of machine images, and the accounts that publish them. */
export const AWS_IMAGES: DistributionImages = {
  'debian-12': (architecture) => ({ newest: `debian-12-${DEB_ARCHITECTURE[architecture]}-*`, owner: DEBIAN }),
  'debian-13': (architecture) => ({ newest: `debian-13-${DEB_ARCHITECTURE[architecture]}-*`, owner: DEBIAN }),
  'ubuntu-24.04': (architecture) => ({
    newest: `ubuntu/images/hvm-ssd-gp3/ubuntu-noble-24.04-${DEB_ARCHITECTURE[architecture]}-server-*`,
    owner: CANONICAL,
  }),
  'rocky-9': (architecture) => ({ newest: `Rocky-9-EC2-Base-9.*.${architecture}*`, owner: ROCKY }),
};

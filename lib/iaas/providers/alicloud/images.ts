import type { DistributionImages } from '../machine-shape';

const OF_ARCHITECTURE = { x86_64: 'x64', aarch64: 'arm64' } as const;
const OWNER = 'system';

/**
 * Regular expressions over the names of public images: `debian_12_13_x64_20G_alibase_20241201.vhd`
 * (https://www.alibabacloud.com/help/en/ecs/user-guide/release-notes-for-linux-public-images).
 */
export const ALICLOUD_IMAGES: DistributionImages = {
  'debian-12': (architecture) => ({ newest: `^debian_12_[0-9]+_${OF_ARCHITECTURE[architecture]}_`, owner: OWNER }),
  'debian-13': (architecture) => ({ newest: `^debian_13_[0-9]+_${OF_ARCHITECTURE[architecture]}_`, owner: OWNER }),
  'ubuntu-24.04': (architecture) => ({ newest: `^ubuntu_24_04_${OF_ARCHITECTURE[architecture]}_`, owner: OWNER }),
  'rocky-9': (architecture) => ({ newest: `^rockylinux_9_[0-9]+_${OF_ARCHITECTURE[architecture]}_`, owner: OWNER }),
};

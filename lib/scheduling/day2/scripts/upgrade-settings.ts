import { Paths } from '../../bootstrap/paths';

/** Settings of everything that upgrades a host. */
export const UPGRADE_SETTINGS = `${Paths.config}/upgrade.env`;

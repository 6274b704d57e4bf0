import { compareVersions } from './versions';

/** Releases of a program that follows the versions of Kubernetes: one for each minor version, newest first. */
export type ReleaseLine = readonly string[];

/**
 * The release for a minor version of Kubernetes: its own, else the newest that is older, because these programs must not be
 * newer than the API server; else the oldest.
 * @param minor `1.36`
 */
export function releaseFor(line: ReleaseLine, minor: string): string {
  const minorOf = (release: string) => release.replace(/^v/, '').split('.').slice(0, 2).join('.');
  return line.find((release) => compareVersions(minorOf(release), minor) <= 0) ?? line.at(-1) ?? '';
}

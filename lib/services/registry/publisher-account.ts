import type { k8s } from 'cdk8s-plus-27';
import { resources } from '../workload';

/** The account that puts images into a registry: its name, and the key of its password. */
export const PUBLISHER = 'publisher';

/** Has the program that writes the only form of passwords that distribution reads (bcrypt). */
const IMAGE = 'docker.io/library/httpd:2.4.66-alpine';

export const ACCOUNTS_FILE = '/accounts/htpasswd';

/** Writes the file of accounts into the pod's volume `accounts`. @param secret Secret with the password, and its volume */
export function accountsContainer(secret: string): k8s.Container {
  return {
    name: 'accounts',
    image: IMAGE,
    command: ['/bin/sh', '-ec', `htpasswd -niBC 10 ${PUBLISHER} < /keys/${PUBLISHER} > ${ACCOUNTS_FILE}`],
    resources: resources('10m', '32Mi'),
    volumeMounts: [
      { name: 'accounts', mountPath: '/accounts' },
      { name: secret, mountPath: '/keys', readOnly: true },
    ],
  };
}

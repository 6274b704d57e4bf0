import { untilReady } from '../formation';
import { Journal } from '../journal';
import type { LabHost } from '../lab-host';
import { assertOneCluster } from '../oracle';
import { STACKED } from '../scenario';
import type { Scenario } from '../scenario';

/** Certificates that are good for a year end within so many days. */
const DAYS = 400;

/** Ports, and the certificate that is served there. */
const SERVED: readonly (readonly [number, string])[] = [
  [6443, 'apiserver'],
  [2379, 'etcd/server'],
];

/** The day comes on which all certificates are due, on all hosts at once, while somebody writes. */
export const renewedCertificates: Scenario = {
  id: 'n',
  title: 'All certificates are renewed on all hosts at once',
  shape: STACKED,
  async run(lab, note) {
    const before = await Promise.all(lab.masters.map(serials));
    const journal = await Journal.start(lab.kube.api);
    const began = Date.now();
    await Promise.all(lab.masters.map((host) => Promise.all([renew(host, 'etcd'), renew(host, 'control-plane')])));
    const seconds = (Date.now() - began) / 1000;
    await untilReady(lab.kube, lab.nodes);
    await assertOneCluster(lab);
    const gap = journal.gap();
    const { acknowledged, unknown } = await journal.stop();
    const after = await Promise.all(lab.masters.map(serials));
    lab.masters.forEach(({ name }, n) => {
      SERVED.forEach(([port, certificate], at) => {
        if (before[n]?.[at] === after[n]?.[at])
          throw new Error(`${name} serves the old certificate ${certificate} at port ${port}`);
      });
    });
    note(`${acknowledged} writes acknowledged, ${unknown} in doubt, none lost`);
    return [
      { what: 'until all are renewed and served', seconds },
      { what: 'longest time without an acknowledged write', seconds: gap, limit: 15 },
    ];
  },
};

/** What the daily timer starts, for a day on which everything is due. */
async function renew(host: LabHost, whose: string): Promise<void> {
  const settings = `/etc/altostratus/renew-${whose}.env`;
  await host.sh(
    `set -a && . ${settings} && RENEW_DAYS=${DAYS} && exec /usr/local/lib/altostratus/renew-certificates`,
    600,
  );
}

/** Of what is served, not of what is on the disk. */
function serials(host: LabHost): Promise<string[]> {
  return Promise.all(
    SERVED.map(([port]) =>
      host.sh(`openssl s_client -connect 127.0.0.1:${port} </dev/null 2>/dev/null | openssl x509 -noout -serial`),
    ),
  );
}

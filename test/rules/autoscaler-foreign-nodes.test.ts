import { CloudIntegration } from 'altostratus';
import type { IProvider } from 'altostratus';
import { ALICLOUD, AWS, burst, clusterOn, foundIn, OPENSTACK } from '../scheduling/cloud/clouds';

function spanning(home: IProvider, away: IProvider, managed = true) {
  const made = clusterOn(home, (site) => (managed ? {} : { clouds: [CloudIntegration.none(site)] }));
  burst(made, away);
  return foundIn(made, 'autoscaler-foreign-nodes');
}

describe('autoscaler-foreign-nodes', () => {
  it('finds nodes at whose ids an autoscaler fails', () => {
    expect(spanning(OPENSTACK, ALICLOUD)).toMatchObject([
      { severity: 'error', path: 'home/main/burst', related: [{ path: 'home' }] },
    ]);
  });

  it('is content where those have no ids, in one cloud, and with autoscalers that pass over them', () => {
    expect([
      ...spanning(OPENSTACK, ALICLOUD, false),
      ...spanning(ALICLOUD, ALICLOUD),
      ...spanning(OPENSTACK, AWS),
    ]).toEqual([]);
  });
});

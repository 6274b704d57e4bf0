import { Size } from 'cdk8s';
import { Inventory } from '../../../../lib/iaas/inventory/inventory';
import { Provider } from '../../../../lib/iaas/providers';

const HOST = {
  name: 'a',
  address: '10.0.0.1',
  roles: [],
  cpu: 4,
  memory: Size.gibibytes(8),
  disk: Size.gibibytes(50),
  zone: 'rack-1',
};

describe('hosts one owns', () => {
  const provider = Provider.static({ hosts: Inventory.of([HOST, { ...HOST, name: 'b' }]), ssh: { user: 'ops' } });

  test('are those of the inventory, with its faults', () => {
    expect(provider.hosts.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(provider.faults).toHaveLength(1);
  });

  test('are reached by SSH, on port 22 where nothing is said', () => {
    expect(provider.settings).toEqual({ user: 'ops', port: 22 });
    const other = Provider.static({ hosts: Inventory.of([]), ssh: { user: 'ops', port: 2222 } });
    expect(other.settings).toEqual({ user: 'ops', port: 2222 });
  });

  test('have one network, whatever zones they name', () => {
    expect(provider.zones(3)).toEqual(['all']);
  });

  test('can have virtual addresses, but nothing that a cloud makes', () => {
    expect(provider.capabilities).toMatchObject({
      virtualAddresses: true,
      cloudBalancers: false,
      autoscaledPools: false,
      newMachines: false,
      secretDelivery: 'push',
    });
    expect(provider.shapeFor({ cpu: 1, memory: Size.gibibytes(1) })).toBeUndefined();
  });
});

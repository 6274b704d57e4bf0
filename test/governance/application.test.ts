import { Application, Tenant } from 'altostratus/governance';
import type { Environment } from 'altostratus/governance';
import { Size } from 'cdk8s';
import { sample, sampleGateway } from '../gateway/sample-platform';

const image = 'docker.io/retail/web:2.4.1';

function place(): { environment: Environment; route: ReturnType<ReturnType<typeof sampleGateway>['host']> } {
  const { platform, cluster, general } = sample();
  const gateway = sampleGateway(cluster);
  const tenant = new Tenant(platform, 'retail', { admins: [], developers: [] });
  const environment = tenant.environment('dev', { on: general, quota: { cpu: 4, memory: Size.gibibytes(8) } });
  return { environment, route: gateway.host('apps.example.com') };
}

describe('an application', () => {
  it('has components that are servers, workers and jobs by what they say', () => {
    const { environment, route } = place();
    const shop = Application.define({
      web: { image, port: 8080, route, replicas: 2, probes: { path: '/healthz' } },
      queue: { image, replicas: 3, probes: { command: ['true'] } },
      report: { image, schedule: '0 3 * * *' },
    });
    const { components } = environment.run('shop', shop);
    expect(components.map(({ componentName, kind }) => [componentName, kind])).toEqual([
      ['web', 'server'],
      ['queue', 'worker'],
      ['report', 'job'],
    ]);
  });

  it('is not changed by where it runs', () => {
    const { environment } = place();
    const shop = Application.define({ web: { image, port: 8080, env: { A: '1' } } });
    environment.run('shop', shop, { web: { replicas: 3, env: { B: '2' } } });
    expect(shop.components).toEqual({ web: { image, port: 8080, env: { A: '1' } } });
  });
});

describe('what does not go together', () => {
  it('does not compile', () => {
    const { environment, route } = place();
    const compiled = () => {
      // @ts-expect-error a job is reached by nobody
      Application.define({ report: { image, schedule: '@daily', port: 80 } });
      // @ts-expect-error a job has one pod at a time
      Application.define({ report: { image, schedule: '@daily', replicas: 2 } });
      // @ts-expect-error a job ends by itself
      Application.define({ report: { image, schedule: '@daily', probes: { command: ['true'] } } });
      // @ts-expect-error a route leads to a port
      Application.define({ web: { image, route } });
      // @ts-expect-error a route is of a gateway
      Application.define({ web: { image, port: 80, route: 'apps.example.com' } });
      // @ts-expect-error a path is asked for at a port
      Application.define({ queue: { image, probes: { path: '/healthz' } } });
      // @ts-expect-error times are for jobs
      Application.define({ web: { image, port: 80, timeZone: 'Europe/Berlin' } });
      // @ts-expect-error every component has an image
      Application.define({ web: { port: 80 } });
      // @ts-expect-error a field that nobody knows
      Application.define({ web: { image, port: 80, replica: 3 } });
      // @ts-expect-error what is not a service adds nothing
      Application.define({ web: { image, port: 80, config: environment } });

      const shop = Application.define({ web: { image, port: 80 }, report: { image, schedule: '@daily' } });
      environment.run('one', shop, { web: { replicas: 3 }, report: { schedule: '@hourly' } });
      // @ts-expect-error a component that the application does not have
      environment.run('two', shop, { api: { replicas: 3 } });
      // @ts-expect-error a job has one pod at a time, here too
      environment.run('three', shop, { report: { replicas: 3 } });
      // @ts-expect-error a server stays one
      environment.run('four', shop, { web: { schedule: '@daily' } });
      // @ts-expect-error its port is known to others
      environment.run('five', shop, { web: { port: 81 } });
      // @ts-expect-error a field that nobody knows, here too
      environment.run('six', shop, { web: { replica: 3 } });
      // @ts-expect-error an environment has a quota
      (environment.tenant as Tenant).environment('seven', { on: environment.cluster });
    };
    expect(compiled).toBeInstanceOf(Function);
  });
});

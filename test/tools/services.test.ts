import { Resolver } from 'node:dns/promises';
import * as fs from 'node:fs';
import * as https from 'node:https';
import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import * as path from 'node:path';
import type { KubernetesObject } from '../../lib/core/manifest';
import { ApiServer } from './api-server';
import { createBundles, objectsWithValues, planOf } from './apply';
import { describeWith, freePorts, Server, temporaryFolder, until } from './programs';

const { plan, cluster } = planOf('dev');
let objects: KubernetesObject[] = [];
const store = temporaryFolder();

beforeAll(async () => {
  objects = await objectsWithValues(plan, cluster, store);
});

/** Data of a ConfigMap or Secret of the platform. */
function dataOf(kind: string, namespace: string, name: string): Record<string, string> {
  const found = objects.find(
    (one) => one.kind === kind && one.metadata.name === name && one.metadata.namespace === namespace,
  );
  if (found === undefined) throw new Error(`There is no ${kind} ${namespace}/${name}`);
  return (found.data ?? found.stringData) as Record<string, string>;
}

/** Answer of an HTTP(S) server of the loopback, whoever signed its certificate. */
function ask(url: string, host?: string): Promise<{ status: number; location: string | undefined }> {
  return new Promise((resolve, reject) => {
    const { hostname, port, pathname, protocol } = new URL(url);
    const options = {
      hostname,
      port,
      path: pathname,
      rejectUnauthorized: false,
      ...(host && { servername: host, headers: { Host: host } }),
    };
    const request = (protocol === 'https:' ? https : http).get(options, (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, location: response.headers.location });
    });
    request.on('error', reject);
    request.setTimeout(5_000, () => request.destroy(new Error('no answer')));
  });
}

describeWith(['registry'], 'registry', () => {
  const folder = temporaryFolder();
  const upstream = http.createServer((_, response) => response.end('{}'));

  beforeAll(() => new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve)));
  afterAll(() => new Promise((resolve) => upstream.close(resolve)));

  it.each([
    ['registry-pull', 200],
    ['registry-push', 401],
    ['cache-docker-io', 200],
    ['cache-registry-k8s-io', 200],
    ['cache-quay-io', 200],
  ])('starts with the configuration of %s and answers /v2/ with %i', async (name, status) => {
    const [port] = (await freePorts(1)) as [number];
    const at = (file: string) => path.join(folder, name, file);
    const tls = objects.find(
      (one) => one.kind === 'Secret' && one.metadata.namespace === 'registry' && one.type === 'kubernetes.io/tls',
    );
    const keys = tls?.stringData as Record<string, string>;
    fs.mkdirSync(at('data'), { recursive: true });
    fs.writeFileSync(at('tls.crt'), keys['tls.crt'] ?? '');
    fs.writeFileSync(at('tls.key'), keys['tls.key'] ?? '');
    fs.writeFileSync(at('htpasswd'), '');
    const config = (dataOf('ConfigMap', 'registry', name)['config.yml'] ?? '')
      .replaceAll('/etc/distribution-tls', at(''))
      .replaceAll('/var/lib/registry', at('data'))
      .replaceAll('/accounts/htpasswd', at('htpasswd'))
      // A cache asks its upstream when it starts.
      .replace(/remoteurl: .*/, `remoteurl: http://127.0.0.1:${(upstream.address() as AddressInfo).port}`)
      .replace(/addr: ":\d+"/, `addr: "127.0.0.1:${port}"`);
    fs.writeFileSync(at('config.yml'), config);
    const server = Server.start('registry', ['serve', at('config.yml')], folder);
    try {
      const answer = await until(
        name,
        async () => (server.assertAlive(), await ask(`https://127.0.0.1:${port}/v2/`)),
        30,
        () => server.tail(),
      );
      expect(answer.status).toBe(status);
    } finally {
      await server.stop();
    }
  });
});

describeWith(['etcd', 'kube-apiserver', 'coredns', 'traefik'], 'programs that read the cluster', () => {
  const folder = temporaryFolder();
  let api: ApiServer;

  beforeAll(async () => {
    api = await ApiServer.start({ folder, serviceCidr: cluster.serviceCidr });
    await createBundles(api.client, cluster);
    for (const object of objects) await api.client.create(object);
  });

  afterAll(() => api.stop());

  it('coredns answers for Services with the rendered Corefile', async () => {
    const [port, health, ready, metrics] = (await freePorts(4)) as [number, number, number, number];
    const corefile = (dataOf('ConfigMap', 'kube-system', 'coredns').Corefile ?? '')
      .replaceAll(':53 {', `:${port} {`)
      .replaceAll(':9153', `127.0.0.1:${metrics}`)
      .replace('    health {', `    health 127.0.0.1:${health} {`)
      .replace('    ready\n', `    ready 127.0.0.1:${ready}\n`);
    fs.writeFileSync(path.join(folder, 'Corefile'), corefile);
    const account = path.join(folder, 'account');
    fs.mkdirSync(account);
    fs.writeFileSync(path.join(account, 'token'), api.token);
    fs.copyFileSync(api.certificate, path.join(account, 'ca.crt'));
    fs.writeFileSync(path.join(account, 'resolv.conf'), 'nameserver 192.0.2.1\n');
    // As a pod sees it: its account in /run/secrets, name servers that are not itself.
    const mounted = '/run/secrets/kubernetes.io/serviceaccount';
    const script = [
      'mount -t tmpfs tmpfs /run',
      `mkdir -p ${mounted}`,
      `mount --bind ${account} ${mounted}`,
      `mount --bind ${account}/resolv.conf "$(readlink -f /etc/resolv.conf)"`,
      `exec env KUBERNETES_SERVICE_HOST=127.0.0.1 KUBERNETES_SERVICE_PORT=${api.port} "$0" -conf ${folder}/Corefile`,
    ].join(' && ');
    const server = Server.start('unshare', ['--mount', 'sh', '-c', script, Server.path('coredns')], folder);
    try {
      const resolver = new Resolver({ timeout: 1_000, tries: 1 });
      resolver.setServers([`127.0.0.1:${port}`]);
      const resolve = (name: string) =>
        until(
          name,
          async () => (server.assertAlive(), await resolver.resolve4(name)),
          60,
          () => server.tail(),
        );
      const service = cluster.objects.find(({ id }) => id === 'v1/Service/kube-system/kube-dns')?.manifest.spec as {
        clusterIP: string;
      };
      expect(await resolve('kube-dns.kube-system.svc.cluster.local')).toEqual([service.clusterIP]);
      await expect(resolver.resolve4('nobody.kube-system.svc.cluster.local')).rejects.toThrow(/ENOTFOUND/);
    } finally {
      await server.stop();
    }
  });

  it('traefik serves the routes of the applications with the rendered configuration', async () => {
    const [web, secure, ping, metrics] = (await freePorts(4)) as [number, number, number, number];
    const dynamic = path.join(folder, 'dynamic');
    fs.mkdirSync(dynamic);
    for (const [name, text] of Object.entries(dataOf('ConfigMap', 'gateway-public', 'traefik-dynamic')))
      fs.writeFileSync(path.join(dynamic, name), text);
    const ports: Readonly<Record<string, number>> = { ':8000': web, ':8443': secure, ':8080': ping, ':9100': metrics };
    const config = (dataOf('ConfigMap', 'gateway-public', 'traefik-static')['traefik.yaml'] ?? '')
      .replace(/address: "(:\d+)"/g, (_, port: string) => `address: "127.0.0.1:${String(ports[port])}"`)
      .replace('/etc/traefik/dynamic', dynamic)
      // Of 3.7, which the image is; 3.6.12 is the newest that builds from its module.
      .replaceAll(/^ *aliasHeadersStrategy: .*\n/gm, '');
    fs.writeFileSync(path.join(folder, 'traefik.yaml'), config);
    const server = Server.start(
      'env',
      [`KUBECONFIG=${api.kubeconfig}`, Server.path('traefik'), `--configFile=${folder}/traefik.yaml`],
      folder,
    );
    try {
      const until_ = <T>(what: string, question: () => Promise<T | undefined>) =>
        until(
          what,
          async () => (server.assertAlive(), await question()),
          60,
          () => server.tail(),
        );
      await until_('traefik is ready', async () =>
        (await ask(`http://127.0.0.1:${ping}/ping`)).status === 200 ? true : undefined,
      );
      const host = 'retail.apps.dev.example.com';
      expect(await ask(`http://127.0.0.1:${web}/`, host)).toEqual({ status: 301, location: `https://${host}/` });
      // The application has no pod here: 503 says that the route is known, 404 that it is not.
      await until_('the route is known', async () =>
        (await ask(`https://127.0.0.1:${secure}/`, host)).status === 503 ? true : undefined,
      );
      expect((await ask(`https://127.0.0.1:${secure}/`, 'nobody.apps.dev.example.com')).status).toBe(404);
    } finally {
      await server.stop();
    }
  });
});

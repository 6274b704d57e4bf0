import { generateKeyPairSync, randomBytes } from 'node:crypto';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { freePorts, Server, until } from './programs';
import { KubeClient } from './kube-client';

/** What the API server must know of the cluster that it stands for. */
export interface ApiServerOptions {
  readonly folder: string;
  readonly serviceCidr: string;
  /** More flags. @default - none */
  readonly args?: readonly string[];
}

/** A control plane of one's own on the loopback: real etcd and kube-apiserver, and the controllers where they are wanted. */
export class ApiServer {
  private readonly servers: Server[] = [];

  private constructor(
    public readonly client: KubeClient,
    /** A token that may do everything. */
    public readonly token: string,
    public readonly port: number,
    private readonly folder: string,
    /** URL of its etcd. */
    public readonly etcd: string,
  ) {}

  /** Path of a kubeconfig with that token. */
  public get kubeconfig(): string {
    return path.join(this.folder, 'kubeconfig');
  }

  /** Path of the certificate that it shows, with the authority that signed it. */
  public get certificate(): string {
    return path.join(this.folder, 'certs/apiserver.crt');
  }

  public static async start({ folder, serviceCidr, args = [] }: ApiServerOptions): Promise<ApiServer> {
    const urls = (port: number) => `http://127.0.0.1:${port}`;
    const [etcdClient, etcdPeer, secure] = (await freePorts(3)) as [number, number, number];
    const token = randomBytes(16).toString('hex');
    const at = (name: string) => path.join(folder, name);
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    fs.writeFileSync(at('sa.key'), privateKey.export({ type: 'pkcs1', format: 'pem' }));
    fs.writeFileSync(at('sa.pub'), publicKey.export({ type: 'spki', format: 'pem' }));
    fs.writeFileSync(at('tokens.csv'), `${token},admin,admin,"system:masters"\n`);
    fs.writeFileSync(at('kubeconfig'), kubeconfig(`https://127.0.0.1:${secure}`, token));

    const server = new ApiServer(
      new KubeClient(`https://127.0.0.1:${secure}`, token),
      token,
      secure,
      folder,
      urls(etcdClient),
    );
    server.run('etcd', [
      `--data-dir=${at('etcd')}`,
      `--listen-client-urls=${urls(etcdClient)}`,
      `--advertise-client-urls=${urls(etcdClient)}`,
      `--listen-peer-urls=${urls(etcdPeer)}`,
      `--initial-advertise-peer-urls=${urls(etcdPeer)}`,
      `--initial-cluster=default=${urls(etcdPeer)}`,
      '--unsafe-no-fsync',
      '--log-level=error',
    ]);
    server.run('kube-apiserver', [
      `--etcd-servers=${urls(etcdClient)}`,
      '--bind-address=127.0.0.1',
      '--advertise-address=127.0.0.1',
      `--secure-port=${secure}`,
      `--cert-dir=${at('certs')}`,
      `--token-auth-file=${at('tokens.csv')}`,
      '--authorization-mode=RBAC',
      '--allow-privileged=true',
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-key-file=${at('sa.pub')}`,
      `--service-account-signing-key-file=${at('sa.key')}`,
      `--service-cluster-ip-range=${serviceCidr}`,
      // As kubeadm sets it (CIS 1.2.3).
      '--enable-admission-plugins=NodeRestriction',
      '--v=0',
      ...args,
    ]);
    await server.ready('kube-apiserver', () => server.client.raw('GET', '/readyz'));
    return server;
  }

  /** Lets controllers, scheduler and kwok work, so that objects become what they describe. */
  public async startControllers(): Promise<void> {
    const [controllers, scheduler] = (await freePorts(2)) as [number, number];
    this.run('kube-controller-manager', [
      `--kubeconfig=${this.kubeconfig}`,
      `--service-account-private-key-file=${path.join(this.folder, 'sa.key')}`,
      '--use-service-account-credentials=false',
      '--leader-elect=false',
      '--bind-address=127.0.0.1',
      `--secure-port=${controllers}`,
      '--kube-api-qps=200',
      '--kube-api-burst=400',
    ]);
    this.run('kube-scheduler', [
      `--kubeconfig=${this.kubeconfig}`,
      '--leader-elect=false',
      '--bind-address=127.0.0.1',
      `--secure-port=${scheduler}`,
      '--kube-api-qps=200',
      '--kube-api-burst=400',
    ]);
    this.run('kwok', [
      `--kubeconfig=${this.kubeconfig}`,
      `--config=${path.join(__dirname, 'kwok-stages.yaml')}`,
      '--manage-nodes-with-annotation-selector=kwok.x-k8s.io/node=fake',
      '--node-lease-duration-seconds=40',
    ]);
  }

  public async stop(): Promise<void> {
    for (const server of [...this.servers].reverse()) await server.stop();
  }

  /** What the programs printed last, for messages. */
  public logs(): string {
    return this.servers.map((server) => server.tail(5)).join('\n');
  }

  private run(name: string, args: readonly string[]): void {
    this.servers.push(Server.start(name, args, this.folder));
  }

  private async ready(name: string, ask: () => Promise<unknown>): Promise<void> {
    const assertAlive = () =>
      this.servers.forEach((server) => {
        server.assertAlive();
      });
    await until(
      `${name} is ready`,
      async () => (assertAlive(), (await ask()) === undefined ? undefined : true),
      90,
      () => this.logs(),
    );
  }
}

function kubeconfig(server: string, token: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster: { server, 'insecure-skip-tls-verify': true } }],
    users: [{ name: 'test', user: { token } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'test' } }],
    'current-context': 'test',
  });
}

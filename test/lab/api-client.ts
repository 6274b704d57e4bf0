import * as fs from 'node:fs/promises';
import * as https from 'node:https';
import { parse } from 'yaml';

interface Kubeconfig {
  readonly clusters: readonly [
    {
      readonly cluster: {
        readonly server: string;
        readonly 'tls-server-name': string;
        readonly 'certificate-authority-data': string;
      };
    },
  ];
  readonly users: readonly [
    { readonly user: { readonly 'client-certificate-data': string; readonly 'client-key-data': string } },
  ];
}

/** What an API server answers. */
export interface Answer {
  readonly status: number;
  /** The body's text. */
  readonly text: string;
}

/** After which a request counts as unanswered. */
const PATIENCE_MS = 1000;

/** Requests to an API server, each on a connection of its own: what a client meets that comes anew. */
export class ApiClient {
  private constructor(
    private readonly server: string,
    private readonly options: https.RequestOptions,
  ) {}

  public static async open(kubeconfig: string): Promise<ApiClient> {
    const { clusters, users } = parse(await fs.readFile(kubeconfig, 'utf8')) as Kubeconfig;
    const decode = (text: string) => Buffer.from(text, 'base64');
    const { cluster } = clusters[0];
    const { user } = users[0];
    return new ApiClient(cluster.server, {
      ca: decode(cluster['certificate-authority-data']),
      cert: decode(user['client-certificate-data']),
      key: decode(user['client-key-data']),
      servername: cluster['tls-server-name'],
      agent: false,
    });
  }

  public request(method: string, path: string, body?: unknown, patienceMs = PATIENCE_MS): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const headers = { 'content-type': 'application/json' };
      const signal = AbortSignal.timeout(patienceMs);
      const request = https.request(new URL(path, this.server), { ...this.options, method, headers, signal });
      request.on('error', reject);
      request.on('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8') }),
        );
      });
      request.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}

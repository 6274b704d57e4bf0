import * as https from 'node:https';
import type { KubernetesObject } from '../../lib/core/manifest';

interface ResourceList {
  readonly resources: readonly { readonly name: string; readonly kind: string; readonly namespaced: boolean }[];
}

/** A refusal by the API server. */
export class Refused extends Error {
  public constructor(
    public readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** As much of a client as the tests need: requests, and paths of objects by what the server itself says it has. */
export class KubeClient {
  private readonly agent = new https.Agent({ keepAlive: true, rejectUnauthorized: false });
  private readonly resources = new Map<string, ResourceList>();

  public constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  /** Creates an object; unknown and duplicate fields are errors. */
  public async create(object: KubernetesObject): Promise<KubernetesObject> {
    const collection = await this.collection(object.apiVersion, object.kind, object.metadata.namespace);
    return (await this.json('POST', `${collection}?fieldValidation=Strict`, object)) as KubernetesObject;
  }

  /** All objects of a kind, in all namespaces. */
  public async list(
    apiVersion: string,
    kind: string,
  ): Promise<readonly (KubernetesObject & { readonly status?: Record<string, unknown> })[]> {
    const { items } = (await this.json('GET', await this.collection(apiVersion, kind))) as {
      items: readonly KubernetesObject[];
    };
    return items as never;
  }

  /** Changes an object's status. */
  public async patchStatus(object: KubernetesObject, status: Readonly<Record<string, unknown>>): Promise<void> {
    const collection = await this.collection(object.apiVersion, object.kind, object.metadata.namespace);
    await this.json(
      'PATCH',
      `${collection}/${object.metadata.name}/status`,
      { status },
      'application/merge-patch+json',
    );
  }

  public async json(method: string, path: string, body?: unknown, type = 'application/json'): Promise<unknown> {
    return JSON.parse(await this.raw(method, path, body, type));
  }

  public raw(method: string, path: string, body?: unknown, type = 'application/json'): Promise<string> {
    return new Promise((resolve, reject) => {
      const headers = { Authorization: `Bearer ${this.token}`, 'Content-Type': type, Accept: 'application/json' };
      const request = https.request(this.url + path, { method, agent: this.agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          const status = response.statusCode ?? 0;
          if (status < 300) resolve(text);
          else reject(new Refused(status, `${method} ${path}: ${status} ${messageOf(text)}`));
        });
      });
      request.on('error', reject);
      request.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  private async collection(apiVersion: string, kind: string, namespace?: string): Promise<string> {
    const base = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    const list = this.resources.get(apiVersion) ?? ((await this.json('GET', base)) as ResourceList);
    const resource = list.resources.find((one) => one.kind === kind && !one.name.includes('/'));
    if (resource === undefined) throw new Error(`The API server has no ${apiVersion} ${kind}`);
    this.resources.set(apiVersion, list);
    return resource.namespaced && namespace !== undefined
      ? `${base}/namespaces/${namespace}/${resource.name}`
      : `${base}/${resource.name}`;
  }
}

function messageOf(text: string): string {
  try {
    return (JSON.parse(text) as { message?: string }).message ?? text;
  } catch {
    return text;
  }
}

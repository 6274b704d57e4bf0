import type { ApiClient, Answer } from './api-client';
import { pause, until } from './shell';

interface ConfigMap {
  readonly metadata?: { readonly resourceVersion?: string };
  readonly data?: { readonly n?: string };
}

const PATH = '/api/v1/namespaces/default/configmaps';
const NAME = 'journal';
/** Between two writes. */
const PAUSE_SECONDS = 0.1;

/** What a journal has seen. */
export interface Account {
  readonly acknowledged: number;
  readonly unknown: number;
}

/**
 * Writes a counter through the virtual address, each time by compare-and-swap on what it wrote before, and notes whether the
 * write was acknowledged. Reads what is there after every doubt: a value that is lower than the last acknowledged one is a lost
 * write, one that is higher by more than the doubts is a foreign one.
 */
export class Journal {
  private stopped = false;
  private running: Promise<void> | undefined;
  private value = 0;
  private version = '';
  private acknowledged = 0;
  private unknown = 0;
  private last = Date.now();
  private longest = 0;
  private fault: Error | undefined;

  private constructor(private readonly api: ApiClient) {}

  public static async start(api: ApiClient): Promise<Journal> {
    const journal = new Journal(api);
    await until('the journal begins', async () => (await journal.begin(), true), 60);
    journal.running = journal.write();
    return journal;
  }

  /** Forgets the gaps up to now. */
  public mark(): void {
    this.longest = 0;
    this.last = Date.now();
  }

  /** The longest time without an acknowledged write since the mark, in seconds; a gap that goes on counts. */
  public gap(): number {
    return Math.max(this.longest, (Date.now() - this.last) / 1000);
  }

  public get count(): number {
    return this.acknowledged;
  }

  /**
   * Ends it, and reads the counter once more.
   * @throws Error where an acknowledged write is lost
   */
  public async stop(): Promise<Account> {
    this.stopped = true;
    await this.running;
    if (this.fault !== undefined) throw this.fault;
    await this.read();
    if (this.fault !== undefined) throw this.fault as Error;
    return { acknowledged: this.acknowledged, unknown: this.unknown };
  }

  private async begin(): Promise<void> {
    const found = await this.api.request('GET', `${PATH}/${NAME}`);
    if (found.status === 200) await this.api.request('DELETE', `${PATH}/${NAME}`);
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: NAME }, data: { n: '0' } };
    const answer = await this.api.request('POST', PATH, object);
    if (answer.status !== 201) throw new Error(`the journal cannot begin: ${answer.status} ${answer.text}`);
    this.take(answer, 0);
  }

  private async write(): Promise<void> {
    while (!this.stopped && this.fault === undefined) {
      await this.swap();
      await pause(PAUSE_SECONDS);
    }
  }

  private async swap(): Promise<void> {
    const metadata = { name: NAME, resourceVersion: this.version };
    const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { n: String(this.value + 1) } };
    const answer = await this.api.request('PUT', `${PATH}/${NAME}`, object).catch(() => undefined);
    if (answer?.status === 200) {
      this.take(answer, this.value + 1);
      this.acknowledged += 1;
      this.longest = Math.max(this.longest, (Date.now() - this.last) / 1000);
      this.last = Date.now();
      return;
    }
    this.unknown += 1;
    await this.read().catch(() => undefined);
  }

  /** Sees what is there: nothing acknowledged may be missing, nothing may be there that was not written. */
  private async read(): Promise<void> {
    const answer = await this.api.request('GET', `${PATH}/${NAME}`);
    if (answer.status !== 200) throw new Error(`the journal cannot be read: ${answer.status}`);
    const n = Number((JSON.parse(answer.text) as ConfigMap).data?.n);
    if (n < this.value || n > this.value + 1)
      this.fault = new Error(`the journal holds ${n} after ${this.value} was acknowledged: a write is lost`);
    this.take(answer, n);
  }

  private take({ text }: Answer, value: number): void {
    this.value = value;
    this.version = (JSON.parse(text) as ConfigMap).metadata?.resourceVersion ?? this.version;
  }
}

import type { Terminal } from './terminal';

/** Shorter runs show nothing. */
const PATIENCE_MS = 1_000;

/**
 * Says on a terminal what is being done, once it has taken longer than a second. The work itself holds the only thread, so a
 * step is shown when it begins, or while it waits for the disk.
 */
export class Progress {
  private readonly started = Date.now();
  private shown = false;
  private timer: NodeJS.Timeout | undefined;

  public constructor(private readonly terminal: Terminal) {}

  public step(text: string): void {
    clearTimeout(this.timer);
    const wait = PATIENCE_MS - (Date.now() - this.started);
    if (!this.terminal.isLive) return;
    if (wait <= 0) this.show(text);
    else this.timer = setTimeout(() => this.show(text), wait);
    this.timer?.unref();
  }

  /** Takes the line away; call it before anything else is written. */
  public end(): void {
    clearTimeout(this.timer);
    if (this.shown) this.terminal.status('');
    this.shown = false;
  }

  private show(text: string): void {
    this.shown = true;
    this.terminal.status(`${text} …`);
  }
}

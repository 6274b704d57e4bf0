import type { Secret } from '../../core/secret';

/** Where alerts go, with its settings settled. */
export type AlertReceiverSettings =
  { readonly kind: 'webhook'; readonly url: string } | ({ readonly kind: 'email' } & EmailReceiverProps);

export interface EmailReceiverProps {
  /** `on-call@example.com` */
  readonly to: string;
  /** `platform@example.com` */
  readonly from: string;
  /** Mail server with its port; it must speak TLS: `smtp.example.com:587`. */
  readonly server: string;
  /** The account at the server. @default - it takes mail from everybody in its network */
  readonly account?: { readonly user: string; readonly password: Secret };
}

/** Somebody who is told of alerts. */
export class AlertReceiver {
  private constructor(public readonly settings: AlertReceiverSettings) {}

  /**
   * A program that gets Alertmanager's JSON by POST: an incident service, a bridge to a chat.
   * @param url `https://…`; where it has a token in it, `Secret.fromEnvironment(…).value`, whole or as a part
   */
  public static webhook(url: string): AlertReceiver {
    return new AlertReceiver({ kind: 'webhook', url });
  }

  /** People who read mail. */
  public static email(props: EmailReceiverProps): AlertReceiver {
    return new AlertReceiver({ kind: 'email', ...props });
  }

  /** TCP port that it is reached at; 443 where only a secret says it. */
  public get port(): number {
    if (this.settings.kind === 'email') return portOf(this.settings.server) ?? SMTP_PORT;
    const { url } = this.settings;
    if (!URL.canParse(url)) return HTTPS_PORT;
    const { port, protocol } = new URL(url);
    return port !== '' ? Number(port) : protocol === 'http:' ? HTTP_PORT : HTTPS_PORT;
  }

  /** What is wrong with it, or undefined where nothing is. */
  public get fault(): { readonly message: string; readonly remedy: string } | undefined {
    return this.settings.kind === 'webhook' ? webhookFault(this.settings.url) : emailFault(this.settings);
  }
}

const HTTP_PORT = 80;
const HTTPS_PORT = 443;
const SMTP_PORT = 587;

/** Where a URL is a secret as a whole, nothing is known of it. */
function webhookFault(url: string) {
  if (url.startsWith('${ref[') || (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol))) return undefined;
  return {
    message: `"${url}" is not the URL of a webhook.`,
    remedy: 'Write e.g. "https://alerts.example.com/hook", or the value of a Secret.',
  };
}

function emailFault({ to, from, server }: EmailReceiverProps) {
  const faulty = [to, from].find((address) => !/^[^\s@,]+@[^\s@,]+$/.test(address));
  if (faulty !== undefined)
    return { message: `"${faulty}" is not a mail address.`, remedy: 'Write one address: "on-call@example.com".' };
  if (portOf(server) !== undefined) return undefined;
  return {
    message: `"${server}" is not a mail server with its port.`,
    remedy: 'Write name and port: "smtp.example.com:587".',
  };
}

function portOf(server: string): number | undefined {
  const port = Number(/^[a-z0-9.-]+:([0-9]{1,5})$/i.exec(server)?.[1]);
  return port >= 1 && port <= 65_535 ? port : undefined;
}

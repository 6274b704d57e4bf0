import { dynamicConfig, staticConfig, TERMINATION_SECONDS } from '../../../lib/gateway/traefik/traefik-config';

const settings = {
  ingressClass: 'public',
  namespaces: ['gateway-public', 'retail-prod'],
  hostName: 'public.gateway.main.example.com',
  httpsPort: 443,
  trusted: ['10.10.0.0/16'],
};

describe('configuration of Traefik', () => {
  it('is this, of which a real Traefik 3.7 was seen to take every field', () => {
    expect(staticConfig(settings)).toMatchInlineSnapshot(`
      {
        "accessLog": {
          "format": "json",
        },
        "entryPoints": {
          "metrics": {
            "address": ":9100",
          },
          "ping": {
            "address": ":8080",
          },
          "web": {
            "address": ":8000",
            "http": {
              "aliasHeadersStrategy": "delete",
              "redirections": {
                "entryPoint": {
                  "permanent": true,
                  "priority": 1,
                  "scheme": "https",
                  "to": ":443",
                },
              },
            },
            "proxyProtocol": {
              "trustedIPs": [
                "10.10.0.0/16",
              ],
            },
            "transport": {
              "lifeCycle": {
                "graceTimeOut": "20s",
                "requestAcceptGraceTimeout": "10s",
              },
            },
          },
          "websecure": {
            "address": ":8443",
            "asDefault": true,
            "http": {
              "aliasHeadersStrategy": "delete",
              "tls": {},
            },
            "proxyProtocol": {
              "trustedIPs": [
                "10.10.0.0/16",
              ],
            },
            "transport": {
              "lifeCycle": {
                "graceTimeOut": "20s",
                "requestAcceptGraceTimeout": "10s",
              },
            },
          },
        },
        "global": {
          "checkNewVersion": false,
          "sendAnonymousUsage": false,
        },
        "log": {
          "format": "json",
          "level": "INFO",
        },
        "metrics": {
          "prometheus": {
            "addRoutersLabels": true,
            "entryPoint": "metrics",
          },
        },
        "ping": {
          "entryPoint": "ping",
          "terminatingStatusCode": 503,
        },
        "providers": {
          "file": {
            "directory": "/etc/traefik/dynamic",
            "watch": true,
          },
          "kubernetesIngress": {
            "allowEmptyServices": true,
            "ingressClass": "public",
            "ingressEndpoint": {
              "hostname": "public.gateway.main.example.com",
            },
            "namespaces": [
              "gateway-public",
              "retail-prod",
            ],
            "strictPrefixMatching": true,
          },
        },
      }
    `);
  });

  it('leaves challenges alone when it redirects: a router of Traefik has the length of its rule as priority', () => {
    const { priority } = staticConfig(settings).entryPoints.web?.http.redirections.entryPoint ?? {};
    expect(priority).toBeLessThan('Host(`a.b`)'.length);
  });

  it('believes nobody where nobody is trusted', () => {
    expect(JSON.stringify(staticConfig({ ...settings, trusted: [] }))).not.toContain('proxyProtocol');
  });

  it('lets a pod finish before it is ended', () => {
    const { web } = staticConfig(settings).entryPoints;
    const { requestAcceptGraceTimeout, graceTimeOut } = web?.transport.lifeCycle ?? {};
    expect(Number.parseInt(requestAcceptGraceTimeout ?? '') + Number.parseInt(graceTimeOut ?? '')).toBeLessThan(
      TERMINATION_SECONDS,
    );
  });

  it('has TLS 1.2 as the oldest, and the gateway’s own certificate where there is one', () => {
    expect(dynamicConfig(false)).toEqual({ tls: { options: { default: { minVersion: 'VersionTLS12' } } } });
    expect(dynamicConfig(true).tls).toHaveProperty(
      'stores.default.defaultCertificate.certFile',
      '/etc/traefik/dynamic/tls.crt',
    );
  });
});

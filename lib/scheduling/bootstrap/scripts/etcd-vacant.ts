/**
 * Answers one question of another member in place of etcd: this member has no data and waits for the others. Anything else
 * that etcd asks its peers is refused. Speaks HTTP on its standard input and output; socat does TLS.
 */
export const ETCD_VACANT = `#!/bin/bash
IFS= read -r -t 5 request || exit 0
while IFS= read -r -t 5 line && [ "$line" != $'\\r' ]; do :; done
case $request in
'GET /members '*) status='200 OK' ;;
*) status='503 Service Unavailable' ;;
esac
printf 'HTTP/1.1 %s\\r\\nContent-Type: text/plain\\r\\nContent-Length: 7\\r\\nConnection: close\\r\\n\\r\\nvacant\\n' "$status"
`;

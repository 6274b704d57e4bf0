/**
 * Answers one question of another member in place of etcd: this member has no data and waits for the others. Speaks HTTP on
 * its standard input and output; socat does TLS.
 */
export const ETCD_VACANT = `#!/bin/bash
while IFS= read -r -t 5 line; do
  if [ "$line" = $'\\r' ]; then break; fi
done
printf 'HTTP/1.1 200 OK\\r\\nContent-Type: text/plain\\r\\nContent-Length: 7\\r\\nConnection: close\\r\\n\\r\\nvacant\\n'
`;

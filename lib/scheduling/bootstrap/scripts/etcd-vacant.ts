/**
 * Answers one question of another member in place of etcd: this member has no data and waits for the others ("vacant"), or it
 * had data once ("served"), so that nobody takes it for new. Anything else that etcd asks its peers is refused. Speaks HTTP on
 * its standard input and output; socat does TLS.
 *
 * Settings: SERVED_FILE.
 */
export const ETCD_VACANT = `#!/bin/bash
IFS= read -r -t 5 request || exit 0
while IFS= read -r -t 5 line && [ "$line" != $'\\r' ]; do :; done
case $request in
'GET /members '*) status='200 OK' ;;
*) status='503 Service Unavailable' ;;
esac
answer=vacant
if [ -e "$SERVED_FILE" ]; then answer=served; fi
printf 'HTTP/1.1 %s\\r\\nContent-Type: text/plain\\r\\nContent-Length: %d\\r\\nConnection: close\\r\\n\\r\\n%s\\n' "$status" $((\${#answer} + 1)) "$answer"
`;
